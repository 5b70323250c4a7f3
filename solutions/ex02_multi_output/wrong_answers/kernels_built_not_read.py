"""Believes that the filters are always K, K+1, K+2."""
HINT = "Change one number in the last filter. Does your result notice?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, K[0] + i) for i in range(len(K))])


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    K = torch.stack((K[0], K[0] + 1, K[0] + 2), dim=0)
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)
