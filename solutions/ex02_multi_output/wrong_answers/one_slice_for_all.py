"""Believes that one 2-D kernel of a filter serves all planes."""
HINT = "Look at K.shape. Why does a filter have a channel axis of its own?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, kernel[0]) for x in X) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ohw->oij", windows, K[:, 0])
