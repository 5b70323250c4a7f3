"""Believes that stacking the running result with each new map builds the channels."""
HINT = "It works for two filters. Which shape do you have after each step of the loop, for one filter and for three?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    res = corr2d_multi_in(X, K[0])
    for i in range(1, K.shape[0]):
        res = torch.stack((res, corr2d_multi_in(X, K[i])))
    return res
