"""Believes that a function may work inside its arguments."""
HINT = "Somebody may need X and K after your function. Are they still the same?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    Y = torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])
    X -= X.mean()
    return Y


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    Y = torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])
    K.zero_()
    return Y
