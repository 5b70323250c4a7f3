"""Believes that the function is done with the first filter (a return inside the loop does that)."""
HINT = "How many filters go in, and how many maps come out? What ends your function after the first?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = []
    for kernel in K:
        maps.append(sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)))
        return torch.stack(maps)
