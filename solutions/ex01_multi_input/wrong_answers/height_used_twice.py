"""Believes that the width follows the height."""
HINT = "Images need not be square, nor need kernels. Where in your code does the width get its own number?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    k = K.shape[0]
    n = X.shape[0] - k + 1
    Y = torch.zeros(n, n)
    for i in range(n):
        for j in range(n):
            Y[i, j] = (X[i : i + k, j : j + k] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    n = X.shape[0] - h + 1
    Y = torch.zeros(n, n)
    for i in range(n):
        for j in range(n):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch


def corr2d(X, K):
    k = K.shape[0]
    Y = torch.zeros(X.shape[0] - k + 1, X.shape[1] - k + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + k, j : j + k] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
