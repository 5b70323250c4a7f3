"""Believes that the order of the slices does not matter."""
HINT = "Exchange the planes but not the slices: does the sum stay the same? Which slice does your plane 0 meet?"
READ = "book/01-multi-input-channels#order-of-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, torch.flip(K, (0,))))
