"""Believes that each input channel gives a map of its own."""
HINT = "One filter looks at all planes together. How many numbers should it say at one position?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return [d2l.corr2d(x, k) for x, k in zip(X, K)]
