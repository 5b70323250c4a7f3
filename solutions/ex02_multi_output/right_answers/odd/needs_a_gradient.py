"""Returns a result that carries a graph, a Parameter, and detaches nothing."""

import torch


def corr2d_multi_in_out(X, K):
    X = X.clone().requires_grad_()
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


def corr2d_multi_in_out_vectorized(X, K):
    return torch.nn.Parameter(corr2d_multi_in_out(X, K))
