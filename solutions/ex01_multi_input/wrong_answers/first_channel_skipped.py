"""Believes that a sum that starts at 0 may begin with channel 1."""
HINT = "Which channels does your loop visit? Print the index."
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    res = torch.zeros(X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1)
    for i in range(1, X.shape[0]):
        res += d2l.corr2d(X[i], K[i])
    return res


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    res = 0
    for i in range(1, len(X)):
        res = res + d2l.corr2d(X[i], K[i])
    return res
