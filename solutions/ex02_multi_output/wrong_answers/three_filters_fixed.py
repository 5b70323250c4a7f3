"""Believes that there are three filters, as in the example."""
HINT = "The example has three filters. Which line of yours would have to change for four, and can K tell it?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = []
    for o in range(3):
        maps.append(sum(d2l.corr2d(x, k) for x, k in zip(X, K[o])))
    return torch.stack(maps)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(3, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o, k in enumerate(K):
        Y[o] = corr2d_multi_in(X, k)
    return Y
