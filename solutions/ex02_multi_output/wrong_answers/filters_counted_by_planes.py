"""Believes that there are as many filters as planes in the image."""
HINT = "Which tensor knows how many filters there are, and on which of its axes? Look at the range of your loop."
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, K[o]) for o in range(X.shape[0])])
