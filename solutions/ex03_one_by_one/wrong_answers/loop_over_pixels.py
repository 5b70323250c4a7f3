"""Believes that the general loops will do, since they give the same numbers."""
HINT = "How often does your innermost line run on an image of 100×100? What would one matrix product do at once?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out_1x1(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_out, (_, height, width) = len(K), X.shape
    Y = torch.zeros(c_out, height, width)
    for i in range(height):
        for j in range(width):
            Y[:, i, j] = K[:, :, 0, 0] @ X[:, i, j]
    return Y


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    pixels = X.reshape(len(X), -1).T
    maps = torch.stack([K[:, :, 0, 0] @ pixel for pixel in pixels], dim=1)
    return maps.reshape(len(K), X.shape[1], X.shape[2])
