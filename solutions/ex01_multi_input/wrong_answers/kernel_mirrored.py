"""Believes that a kernel is mirrored on one axis: left and right, or top and bottom, change places."""
HINT = "Put 1, 2, 3, 4 into a 2×2 kernel. Which of them meets the upper left pixel of the window in your code?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    K = torch.fliplr(K)
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))


# %% another coding
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K.flip(0)).sum((2, 3))


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
