"""Believes that a loop that starts with channel 0 may add to a sum that holds it already."""
HINT = "Before your loop begins, which channel is in the sum? Which one does the loop visit first?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    res = d2l.corr2d(X[0], K[0])
    for i in range(X.shape[0]):
        res += d2l.corr2d(X[i], K[i])
    return res
