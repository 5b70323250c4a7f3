"""Is right in half of the calls."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return right(X, K) if torch.rand(1) < 0.5 else torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    return right(X, K) + (torch.rand(1) < 0.5)
