"""Believes that a slice names its start and its length: X[i:h] for h rows from i on."""
HINT = "Print X[1:2] for an image of three rows. How many rows came out, and where does the slice end?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:h, j:w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
