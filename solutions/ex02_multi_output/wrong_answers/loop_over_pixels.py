"""Believes that a loop over the pixels is vectorized when the rest is done by tensors."""
HINT = "How often does your innermost line run on an image of 100×100? Which loop grows with the picture?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    Y = torch.zeros(o, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + h, j : j + w] * K).sum(dim=(1, 2, 3))
    return Y


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out_vectorized(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K], 0)


# %% another coding
import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    patches = [X[:, i : i + h, j : j + w].reshape(-1) for i in range(rows) for j in range(columns)]
    return (K.reshape(o, -1) @ torch.stack(patches, dim=1)).reshape(o, rows, columns)


# %% another coding
import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows = X.shape[1] - h + 1
    strips = [X[:, i : i + h].unfold(2, w, 1) for i in range(rows)]
    return torch.stack([torch.einsum("chjw,ochw->oj", strip, K) for strip in strips], dim=1)
