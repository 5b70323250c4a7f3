"""Believes that a map cannot be negative, and takes the absolute value."""
HINT = "A kernel and its negative: should they give the same map?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum().abs()
    return Y


def corr2d_multi_in(X, K):
    return abs(sum(d2l.corr2d(x, k) for x, k in zip(X, K)))


# %% another coding
from d2l import torch as d2l


def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3)).abs()


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k).abs() for x, k in zip(X, K))
