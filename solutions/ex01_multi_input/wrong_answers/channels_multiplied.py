"""Believes that the maps of the input channels are multiplied."""
HINT = "For two planes, 19 and 37 meet in the first place. What should happen between them?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).prod(dim=0)
