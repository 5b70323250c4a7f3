"""Believes that the sum over the input channels may go on from one filter to the next."""
HINT = "Your map 0 is right, map 1 holds too much. What is in your sum when the second filter begins?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    total = 0
    maps = []
    for kernel in K:
        for x, k in zip(X, kernel):
            total = total + d2l.corr2d(x, k)
        maps.append(total)
    return torch.stack(maps)
