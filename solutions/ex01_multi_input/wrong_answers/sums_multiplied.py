"""Believes that the sum of the window times the sum of the kernel is the sum of the products."""
HINT = "Take a window of two pixels a, b and a kernel c, d. Is (a + b)(c + d) the same as ac + bd?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = X[i : i + h, j : j + w].sum() * K.sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return windows.sum((2, 3)) * K.sum()


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
