"""Believes that weights are ordered (in, out, kH, kW)."""
HINT = "Print K.shape and give each axis its name. Along which one does your code walk to get the next map?"
READ = "book/02-multi-output-channels#weight-axes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = []
    for o in range(K.shape[1]):
        maps.append(sum(d2l.corr2d(x, k) for x, k in zip(X, K[:, o])))
    return torch.stack(maps)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    channels = min(len(X), len(K))
    return torch.einsum("cijhw,cohw->oij", windows[:channels], K[:channels])


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    c_in, c_out = K.shape[0], K.shape[1]
    h, w = K.shape[2], K.shape[3]
    Y = torch.zeros(c_out, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(c_out):
        for i in range(c_in):
            Y[o] += d2l.corr2d(X[i], K[i, o])
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,cohw->oij", windows, K)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    K = K.reshape(K.shape[1], K.shape[0], K.shape[2], K.shape[3]).permute(1, 0, 2, 3)
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    K = K.reshape(K.shape[1], K.shape[0], K.shape[2], K.shape[3]).transpose(0, 1)
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)
