"""Believes that the image may be turned grey, then one kernel is used."""
HINT = "A red edge and a green edge: can a grey image tell them apart? Can the filter?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X.mean(dim=0), K[0])


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X.mean(dim=0), K.mean(dim=0))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X.mean(dim=0), K.sum(dim=0))
