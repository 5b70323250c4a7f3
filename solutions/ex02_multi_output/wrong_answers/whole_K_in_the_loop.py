"""Believes that the loop is enough: inside it, the whole K is used again and again."""
HINT = "Your loop makes a variable at each step. Does the line inside the loop use it?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch


def corr2d_multi_in(X, K):
    h, w = K.shape[-2:]
    Y = torch.zeros(X.shape[1] - h + 1, X.shape[2] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[:, i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, K) for k in K], 0)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, K) for k in K], dim=0)
