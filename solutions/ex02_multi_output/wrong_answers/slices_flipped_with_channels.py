"""Believes that a filter is turned in all three axes, the channel axis too."""
HINT = "Does anything need to be turned here? Look which number of a filter meets the first pixel of the first plane."
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k.flip(0, 1, 2)) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K.flip(1, 2, 3))
