"""A linear map is its own derivative: asks automatic differentiation for the convolution."""

import torch


def corr2d_multi_in_out(X, K):
    return torch.func.jvp(lambda x: torch.conv2d(x, K), (torch.zeros_like(X)[None],), (X[None],))[1][0]


def corr2d_multi_in_out_vectorized(X, K):
    jacobian = torch.func.vmap(torch.func.jacrev(lambda x, k: torch.conv2d(x[None], k[None])[0, 0]), (None, 0))(X, K)
    return (jacobian * X).sum((-3, -2, -1))
