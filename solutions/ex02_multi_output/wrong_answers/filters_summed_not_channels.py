"""Believes that the sum runs over the filters, so that each input channel keeps a map."""
HINT = "Change one pixel of one input channel: in how many output channels should the change be seen? Which axis does your sum take away?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(X[c], K[o, c]) for o in range(len(K))) for c in range(len(X))])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->cij", windows, K)


# %% another coding
import torch


def corr2d_multi_in_out(X, K):
    c_out, c_in, h, w = K.shape
    Y = torch.zeros(c_in, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + h, j : j + w] * K).sum(dim=(0, 2, 3))
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return (windows * K[:, :, None, None]).sum(dim=(0, 4, 5))
