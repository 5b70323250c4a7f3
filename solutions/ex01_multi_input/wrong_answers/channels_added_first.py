"""Believes that planes and slices may be added before they are correlated (or, which is the same, that every plane meets every slice)."""
HINT = "Take two pixels a, b with weights c, d. Is (a + b)(c + d) what you want?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return d2l.corr2d(X.sum(dim=0), K.sum(dim=0))


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    Y = 0
    for x in X:
        for k in K:
            Y = Y + d2l.corr2d(x, k)
    return Y
