"""Believes that a function hands back what it computed last, without being told (or that printing is the same)."""
HINT = "What does your function hand back? Put print() around a call and look."
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()


def corr2d_multi_in(X, K):
    Y = 0
    for x, k in zip(X, K):
        Y = Y + (x.unfold(0, k.shape[0], 1).unfold(1, k.shape[1], 1) * k).sum((2, 3))
    print(Y)
