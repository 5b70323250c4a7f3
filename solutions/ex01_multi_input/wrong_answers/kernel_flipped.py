"""Believes that convolution in PyTorch turns the kernel by 180 degrees, as in signal processing."""
HINT = "Lay the kernel on the window and look at the corner that you multiply first. Which way round does PyTorch lay it?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d(X, K):
    K = torch.flip(K, [0, 1])
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import numpy as np
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            for a in range(h):
                for b in range(w):
                    Y[i, j] += X[i + a, j + b] * K[h - 1 - a, w - 1 - b]
    return Y


def corr2d_multi_in(X, K):
    return torch.from_numpy(np.stack([corr2d(x, k).numpy() for x, k in zip(X, K)]).sum(axis=0))
