"""Believes that every map is as large as the image."""
HINT = "Near the right edge, which part of the kernel lies outside of the image?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from torch.nn import functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    X = F.pad(X, (0, K.shape[3] - 1, 0, K.shape[2] - 1))
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    X = F.pad(X, (0, K.shape[3] - 1, 0, K.shape[2] - 1))
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)


# %% another coding
import torch
from torch.nn import functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    X = F.pad(X, ((w - 1) // 2, w // 2, (h - 1) // 2, h // 2))
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    h, w = K.shape[2:]
    X = F.pad(X, ((w - 1) // 2, w // 2, (h - 1) // 2, h // 2))
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)
