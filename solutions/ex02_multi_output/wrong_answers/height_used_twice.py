"""Believes that the width follows the height."""
HINT = "Images need not be square, nor need kernels. Where in your code does the width get its own number?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    k = K.shape[2]
    n = X.shape[1] - k + 1
    Y = torch.zeros(len(K), n, n)
    for o in range(len(K)):
        for i in range(n):
            for j in range(n):
                Y[o, i, j] = (X[:, i : i + k, j : j + k] * K[o]).sum()
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    k = K.shape[2]
    windows = X.unfold(1, k, 1).unfold(2, k, 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    n = X.shape[1] - K.shape[2] + 1
    Y = torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])
    return Y[:, :n, :n]


def corr2d_multi_in_out_vectorized(X, K):
    n = X.shape[1] - K.shape[2] + 1
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    Y = torch.einsum("cijhw,ochw->oij", windows, K)
    return Y[:, :n, :n]


# %% another coding
import torch.nn.functional as F


def corr2d_multi_in_out(X, K):
    k = K.shape[2]
    maps = K.flatten(1) @ F.unfold(X[None], k)[0]
    return maps.reshape(len(K), X.shape[1] - k + 1, X.shape[2] - k + 1)


def corr2d_multi_in_out_vectorized(X, K):
    k = K.shape[2]
    maps = K.flatten(1) @ F.unfold(X[None], k)[0]
    return maps.reshape(len(K), X.shape[1] - k + 1, X.shape[2] - k + 1)
