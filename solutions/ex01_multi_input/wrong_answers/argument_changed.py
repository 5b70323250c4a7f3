"""Believes that a function may work inside its arguments."""
HINT = "Somebody may need X and K after your function. Are they still the same?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d_multi_in(X, K):
    for c in range(len(X)):
        X[c, : X.shape[1] - K.shape[1] + 1, : X.shape[2] - K.shape[2] + 1] = d2l.corr2d(X[c].clone(), K[c])
    for c in range(1, len(X)):
        X[0] += X[c]
    return X[0, : X.shape[1] - K.shape[1] + 1, : X.shape[2] - K.shape[2] + 1].clone()


# %% another coding
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    Y = sum(d2l.corr2d(x, k) for x, k in zip(X, K))
    K *= 0
    return Y
