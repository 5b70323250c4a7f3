"""Believes that weights are ordered (in, out): those of a filter, or those of a linear layer."""
HINT = "Print the shape of the weight and give each axis its name. Which one counts the paints that come out?"
READ = "book/02-multi-output-channels#weight-axes"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[1]
    return torch.mm(K.reshape(c_i, c_o).T, X.reshape(c_i, h * w)).reshape(c_o, h, w)


def linear_from_1x1(K):
    c_in, c_out = K.shape[:2]
    layer = nn.Linear(c_in, c_out, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K.reshape(c_in, c_out).T)
    return layer


# %% another coding
import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("io,ihw->ohw", K[:, :, 0, 0], X)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[0], K.shape[1], bias=False)
    layer.weight = nn.Parameter(K.squeeze(3).squeeze(2).t().clone())
    return layer
