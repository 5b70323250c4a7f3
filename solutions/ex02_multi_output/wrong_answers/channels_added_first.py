"""Believes that adding the planes before correlating gives the same."""
HINT = "Take two pixels a, b with weights c, d. Is (a + b)(c + d) what you want?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([d2l.corr2d(X.sum(0), kernel.sum(0)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,odhw->oij", windows, K)
