"""Believes that a map keeps an axis for the channels, because a filter slides along them, too."""
HINT = "How many places has a filter of three slices on three planes, along the channel axis? What is left of that axis?"
READ = "book/01-multi-input-channels#no-sliding-along-channels"
EXPECTED = {"corr2d_multi_in": 0}

import torch


def corr2d_multi_in(X, K):
    c, h, w = K.shape
    windows = X.unfold(0, c, 1).unfold(1, h, 1).unfold(2, w, 1)
    return (windows * K).sum(dim=(3, 4, 5))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)).unsqueeze(0)
