"""Believes that the function is done with the first row or pixel (a return inside the loop does that)."""
HINT = "Which places of the map are filled when your function ends? What ends it so early?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
        return Y


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
            return Y
