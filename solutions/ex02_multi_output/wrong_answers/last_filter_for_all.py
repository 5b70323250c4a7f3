"""Believes that a list keeps what a tensor held when it was put in; all maps are the same tensor, filled last with the last filter."""
HINT = "All of your maps show the last filter. Is there one tensor in your list, or are there several?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(X.shape[1] - h + 1, X.shape[2] - w + 1)
    maps = []
    for kernel in K:
        Y.zero_()
        for x, k in zip(X, kernel):
            Y += d2l.corr2d(x, k)
        maps.append(Y)
    return torch.stack(maps)
