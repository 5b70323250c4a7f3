"""Believes that images and filters are ordered (H, W, C)."""
HINT = "Which axis of X is as long as the number of channels?"
READ = "book/01-multi-input-channels#channels-first"
EXPECTED = {"corr2d_multi_in": 0}

import torch


def corr2d_multi_in(X, K):
    h, w = K.shape[0], K.shape[1]
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w, :] * K).sum()
    return Y


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(X[:, :, c], K[:, :, c]) for c in range(X.shape[2]))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(X[..., c], K[..., c]) for c in range(K.shape[2]))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    X = X.permute(2, 0, 1)
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))
