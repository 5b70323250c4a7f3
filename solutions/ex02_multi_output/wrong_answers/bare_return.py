"""Believes that a function hands back what it computed last, without being told (or that printing is the same)."""
HINT = "What does your function hand back? Put print() around a call and look."
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    print(torch.stack([corr2d_multi_in(X, k) for k in K]))


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    Y = torch.einsum("cijhw,ochw->oij", windows, K)
