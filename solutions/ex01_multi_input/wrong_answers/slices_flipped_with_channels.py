"""Believes that a filter is turned in all three axes, the channel axis too."""
HINT = "Does anything need to be turned here? Look which number of K meets the first pixel of the first plane."
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K.flip(0, 1, 2)))
