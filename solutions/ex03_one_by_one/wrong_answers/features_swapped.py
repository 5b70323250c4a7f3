"""Believes that nn.Linear takes the number of outputs first."""
HINT = "Print nn.Linear(3, 2).weight.shape. Which of your two numbers says how long a pixel is?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
from torch import nn


def linear_from_1x1(K):
    c_out, c_in = K.shape[:2]
    layer = nn.Linear(c_out, c_in, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K.reshape(c_in, c_out))
    return layer


# %% another coding
import torch
from torch import nn


def linear_from_1x1(K):
    c_out, c_in = K.shape[:2]
    layer = nn.Linear(c_out, c_in, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer
