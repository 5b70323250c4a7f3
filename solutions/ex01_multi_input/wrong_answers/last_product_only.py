"""Believes that = in the loops over the kernel keeps the products that were there before."""
HINT = "A window of 2×2 has four products. After your inner loops, how many of them are in Y[i, j]?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            for a in range(h):
                for b in range(w):
                    Y[i, j] = X[i + a, j + b] * K[a, b]
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            for a in range(h):
                Y[i, j] = (X[i + a, j : j + w] * K[a]).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
