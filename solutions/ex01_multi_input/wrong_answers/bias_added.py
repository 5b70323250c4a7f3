"""Believes that a layer always adds something to its sum (a bias)."""
HINT = "Feed an image of zeros. What should come out, and what does?"
READ = "book/01-multi-input-channels#one-bias-for-the-sum"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + 1


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    bias = 0.01
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + bias


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) + 1 for x, k in zip(X, K))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)) + 0.1
