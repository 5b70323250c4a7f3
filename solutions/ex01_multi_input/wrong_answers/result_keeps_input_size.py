"""Believes that the map is as large as the image."""
HINT = "Near the right edge, which part of the kernel lies outside of the image?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape)
    for i in range(X.shape[0] - h + 1):
        for j in range(X.shape[1] - w + 1):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch
from torch.nn import functional as F


def corr2d(X, K):
    h, w = K.shape
    P = F.pad(X, ((w - 1) // 2, w // 2, (h - 1) // 2, h // 2))
    Y = torch.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Y[i, j] = (P[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            window = X[i : i + h, j : j + w]
            Y[i, j] = (window * K[: window.shape[0], : window.shape[1]]).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
