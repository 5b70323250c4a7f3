"""Believes that the kernel is laid on the window mirrored along its diagonal."""
HINT = "Put 1, 2, 3, 4 into a 2×2 kernel. Which pixel of the window does the 2 meet in your code?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w].T.reshape(-1) * K.reshape(-1)).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
