"""Right answers to `corr2d_multi_in_out`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% stack_and_einsum: both tasks, one line for each filter and one einsum
def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)

# %% lists: a list of maps for each filter, added and stacked
def corr2d_multi_in_out(X, K):
    maps = []
    for kernel in K:
        map = 0
        for x, k in zip(X, kernel):
            map = map + d2l.corr2d(x, k)
        maps.append(map)
    return torch.stack(maps)

# %% helper_and_einsum: both tasks, the helper of the notebook in one line
def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)

# %% helper_and_axis: the new axis is named
def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)

# %% six_loops: number by number, both tasks
def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(len(K), X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(len(K)):
        for i in range(X.shape[1] - h + 1):
            for j in range(X.shape[2] - w + 1):
                Y[o, i, j] = (X[:, i : i + h, j : j + w] * K[o]).sum()
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)
