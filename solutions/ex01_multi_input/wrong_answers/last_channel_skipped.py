"""Believes that range(c - 1) visits all channels."""
HINT = "Which channels does your loop visit? Print the index, also for an image with one plane."
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    res = torch.zeros(X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1)
    for i in range(X.shape[0] - 1):
        res = res + d2l.corr2d(X[i], K[i])
    return res


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(X[i], K[i]) for i in range(len(X) - 1))
