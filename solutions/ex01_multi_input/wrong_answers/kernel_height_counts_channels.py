"""Believes that axis 1 of K counts the channels."""
HINT = "What does each axis of K mean, and which of them does the range of your loop count?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    Y = d2l.corr2d(X[0], K[0])
    for c in range(1, K.shape[1]):
        Y = Y + d2l.corr2d(X[c], K[c])
    return Y


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    channels = min(K.shape[1], K.shape[0])
    return sum(d2l.corr2d(X[c], K[c]) for c in range(channels))
