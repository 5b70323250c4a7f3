"""Believes that the first plane stands for the image."""
HINT = "Make the second plane very bright. Does your map notice?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X[0], K[0])


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    for x, k in zip(X, K):
        Y = 0
        Y += d2l.corr2d(x, k)
        return Y
