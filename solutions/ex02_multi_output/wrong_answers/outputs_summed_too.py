"""Believes that the output maps are added as well."""
HINT = "Input channels melt into one number. Do the answers of different filters melt, too?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return sum(corr2d_multi_in(X, k) for k in K)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->ij", windows, K)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    Y = torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])
    return Y.sum(dim=0, keepdim=True)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K).sum(0, keepdim=True)
