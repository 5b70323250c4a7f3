"""Believes that a loop moves the window by itself: the same window is cut at every place."""
HINT = "Your map holds one number again and again. Where do i and j stand in the line that cuts the window?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[:h, :w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
