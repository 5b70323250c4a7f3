"""Believes that a convolution ends with ReLU."""
HINT = "Where does your result stop being able to be negative? Was that asked?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.relu(torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K]))


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K).clamp(min=0)
