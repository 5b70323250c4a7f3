"""Believes that NumPy array or tensor does not matter."""
HINT = "Your numbers are right. In which library do they live, and in which should they?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import numpy as np
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = [sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)).numpy() for kernel in K]
    return np.stack(maps)


def corr2d_multi_in_out_vectorized(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), K.shape[2:], axis=(1, 2))
    return np.einsum("cijhw,ochw->oij", windows, K.numpy())
