"""Believes that an image always has three channels: red, green, blue."""
HINT = "What does your function do with a grey image, or with the six maps of another layer?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(X[c], K[c]) for c in range(3))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X[:3], K[:3]))
