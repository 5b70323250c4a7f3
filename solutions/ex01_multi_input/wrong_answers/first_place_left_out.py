"""Believes that counting starts at 1: the first row and the first column of the map are never filled."""
HINT = "Your map begins with zeros. Which is the first value of i that your loop visits?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(1, Y.shape[0]):
        for j in range(1, Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
