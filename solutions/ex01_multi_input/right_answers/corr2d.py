"""Right answers to `corr2d`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% loops: a window for each number of the map
def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))

# %% windows: all of them at once by unfold
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
