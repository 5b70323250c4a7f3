"""Believes that torch.cat makes the channel axis."""
HINT = "Print the shapes before and after you join the maps. Did a new axis appear, or did an old one grow?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.cat([corr2d_multi_in(X, k) for k in K], dim=0)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    Y = sum(d2l.corr2d(x, k) for x, k in zip(X, K[0]))
    for kernel in K[1:]:
        Y = torch.cat((Y, sum(d2l.corr2d(x, k) for x, k in zip(X, kernel))), 1)
    return Y
