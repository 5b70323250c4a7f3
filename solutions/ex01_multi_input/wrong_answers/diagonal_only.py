"""Believes that zip visits every pair of a row and a column."""
HINT = "How many places does your loop visit on a map of 3×3? Print i and j."
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i, j in zip(range(Y.shape[0]), range(Y.shape[1])):
        Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
