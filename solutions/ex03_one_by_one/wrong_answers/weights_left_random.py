"""Believes that a layer of the right size has the right weights."""
HINT = "Build your layer twice from the same K and print both weights. Where do these numbers come from?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
from torch import nn


def linear_from_1x1(K):
    return nn.Linear(K.shape[1], K.shape[0], bias=False)


# %% another coding
import torch
from torch import nn


def linear_from_1x1(K):
    c_out, c_in = K.shape[:2]
    return nn.Linear(c_in, c_out)


# %% another coding
import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    weight = layer.weight.detach().clone()
    weight.copy_(K[:, :, 0, 0])
    return layer
