"""Believes that the maps of the planes are laid beside each other."""
HINT = "Your result grows with the number of planes. Did the task ask for more rows, or for one number in each place?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.cat([d2l.corr2d(x, k) for x, k in zip(X, K)])


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.cat([d2l.corr2d(x, k) for x, k in zip(X, K)], dim=1)
