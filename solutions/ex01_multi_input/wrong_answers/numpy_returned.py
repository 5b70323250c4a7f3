"""Believes that NumPy array or tensor does not matter."""
HINT = "Your numbers are right. In which library do they live, and in which should they?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import numpy as np


def corr2d(X, K):
    X, K = X.numpy(), K.numpy()
    windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    return (windows * K).sum(axis=(2, 3))


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
