"""Believes that a convolution ends with ReLU."""
HINT = "Where does your result stop being able to be negative? Was that asked?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = torch.relu((X[i : i + h, j : j + w] * K).sum())
    return Y


def corr2d_multi_in(X, K):
    return torch.relu(sum(d2l.corr2d(x, k) for x, k in zip(X, K)))


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = max(0, (X[i : i + h, j : j + w] * K).sum())
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
