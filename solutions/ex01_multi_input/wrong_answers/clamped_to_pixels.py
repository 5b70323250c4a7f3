"""Believes that a map is a picture: its numbers stay between 0 and 255."""
HINT = "A map may hold any number. Which numbers does your last step change?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

from d2l import torch as d2l


def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3)).clamp(0, 255)


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K)).clamp(0, 255)
