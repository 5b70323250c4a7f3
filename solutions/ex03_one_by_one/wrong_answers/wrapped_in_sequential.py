"""Believes that a network with a linear layer inside is a linear layer."""
HINT = "Print type(result). Which class was asked for, and where in your result is it?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.flatten(1).clone()
    return nn.Sequential(layer)
