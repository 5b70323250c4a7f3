"""Lets warnings out, and turns them into nothing."""

import warnings

import torch


def corr2d_multi_in_out(X, K):
    warnings.warn("is this right?", stacklevel=2)
    warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
