"""Believes that a layer always adds a bias."""
HINT = "Give it a tile with three empty tins. What should come out?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->ohw", K[:, :, 0, 0], X) + 1


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0])
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer


# %% another coding
import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->ohw", K[:, :, 0, 0], X) + 0.01


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=True)
    layer.weight.data = K.flatten(1).clone()
    layer.bias.data = torch.ones(K.shape[0])
    return layer
