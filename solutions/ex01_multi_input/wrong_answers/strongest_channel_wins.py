"""Believes that the largest of the channel maps is the result."""
HINT = "Each plane has a say. Does a plane with a smaller number fall silent in your code?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).max(dim=0).values
