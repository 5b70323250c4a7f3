"""Believes that convolution in PyTorch turns the kernel by 180 degrees, as in signal processing."""
HINT = "Lay the kernel on the first window. Which corner of it meets the upper left pixel in PyTorch?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, torch.flip(k, (0, 1))) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K.flip(-1, -2))
