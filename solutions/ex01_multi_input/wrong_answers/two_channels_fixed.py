"""Believes that there are always two channels."""
HINT = "Your function fits the example. What in it should follow X.shape?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X[0], K[0]) + d2l.corr2d(X[1], K[1])


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X[:2], K[:2]))
