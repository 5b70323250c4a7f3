"""Believes that the sum runs over everything."""
HINT = "You add channels, but also something else. Which axis should disappear, and which two should stay?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).sum()


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k).sum() for x, k in zip(X, K)])


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k).sum().item() for x, k in zip(X, K))
