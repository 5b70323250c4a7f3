"""Believes that an axis of length one is no axis, and squeezes it away."""
HINT = "Give it one filter, or one channel. How many axes does your tensor have after squeeze()?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("ochw,cij->oij", K, X).squeeze()


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.squeeze()
    return layer


# %% another coding
import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    return (K.squeeze() @ X.reshape(c_i, h * w)).reshape(K.shape[0], h, w)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight[:] = K.squeeze()
    return layer
