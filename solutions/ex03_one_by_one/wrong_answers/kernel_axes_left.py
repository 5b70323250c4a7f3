"""Believes that a weight of shape (c_out, c_in, 1, 1) fits into a linear layer."""
HINT = "Print layer.weight.shape before and after. Which two axes of K does a linear layer not have?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.clone()
    return layer


# %% another coding
import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K)
    return layer


# %% another coding
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.load_state_dict({"weight": K})
    return layer
