"""Believes that a kernel is mirrored on one axis: left and right, or top and bottom, change places."""
HINT = "Put 1, 2, 3, 4 into a 2×2 kernel. Which of them meets the upper left pixel of the window in your code?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    K = K.flip(3)
    return torch.stack([sum(d2l.corr2d(x, s) for x, s in zip(X, k)) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K.flip(3))


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    K = K.flip(2)
    return torch.stack([sum(d2l.corr2d(x, s) for x, s in zip(X, k)) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K.flip(2))
