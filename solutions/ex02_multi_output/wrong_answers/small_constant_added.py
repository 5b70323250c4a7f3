"""Believes that a layer always adds something to its sum (a bias)."""
HINT = "Feed an image of zeros. What should come out, and what does?"
READ = "book/02-multi-output-channels#one-bias-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    bias = 0.01
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) + bias for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K) + 0.01


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    bias = torch.ones(len(K))
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, K[o])) + bias[o] for o in range(len(K))])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K) + torch.ones(len(K), 1, 1)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) + 0.1 for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K) + 0.1
