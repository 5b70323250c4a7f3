"""Believes that the weight matrix is the layer, or another tensor is."""
HINT = "The task asks for something that can be called on pixels. What did you return?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch


def linear_from_1x1(K):
    return K.reshape(K.shape[0], K.shape[1])


# %% another coding
import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.flatten(1)
    return layer.weight
