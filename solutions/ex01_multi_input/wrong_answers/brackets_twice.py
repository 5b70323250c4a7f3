"""Believes that X[a:b][c:d] cuts rows and columns, as X[a:b, c:d] does."""
HINT = "Print X[0:2][1:3] for an image of 3×4. Which axis does the second pair of brackets cut?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h][j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
