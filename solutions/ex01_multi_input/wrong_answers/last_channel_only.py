"""Believes that = in a loop keeps what was there before."""
HINT = "After your loop, which channel is left in the result? Does the line add or replace?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    for x, k in zip(X, K):
        Y = d2l.corr2d(x, k)
    return Y
