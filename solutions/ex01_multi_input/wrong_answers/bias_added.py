"""Believes that a layer adds something to its sum: a bias, or a start that is not zero."""
HINT = "Feed an image of zeros. What should come out, and what does?"
READ = "book/01-multi-input-channels#one-bias-for-the-sum"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum() + 1
    return Y


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + 1


# %% another coding
import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum() + 0.01
    return Y


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + 0.01


# %% another coding
import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum() + 0.1
    return Y


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + 0.1


# %% another coding
import torch
from d2l import torch as d2l


def corr2d(X, K):
    h, w = K.shape
    Y = torch.ones(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] += (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) + 1 for x, k in zip(X, K))
