"""Believes that the sum is divided by the sum of the kernel, so that the picture keeps its brightness."""
HINT = "A kernel (1, -1) has the sum 0. What does your function do with it, and what did the task ask for?"
READ = "book/01-multi-input-channels#one-sum-not-an-average"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum() / K.sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * (K / K.sum())).sum((2, 3))


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
