"""Prints its tensors."""

import torch


def corr2d_multi_in_out_vectorized(X, K):
    print(X, K, X.numpy())
    p = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", p, K)
