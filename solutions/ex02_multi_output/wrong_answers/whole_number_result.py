"""Believes that the result may be built from whole numbers."""
HINT = "Print the dtype of your result. Does it keep 0.5?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros((len(K), X.shape[1] - h + 1, X.shape[2] - w + 1), dtype=torch.int64)
    for o in range(len(K)):
        Y[o] = sum(d2l.corr2d(x, k) for x, k in zip(X, K[o]))
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K).to(torch.int64)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    X, K = X.int(), K.int()
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.int().unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return (windows[None] * K.int()[:, :, None, None]).sum((1, 4, 5)).float()


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K]).int()


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K).int()
