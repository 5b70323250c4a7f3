"""Believes that there are always two filters."""
HINT = "Your function fits an example with two filters. What in it should follow K.shape?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack((corr2d_multi_in(X, K[0]), corr2d_multi_in(X, K[1])))
