"""Believes that a weight can be written into like any tensor, although gradients are recorded."""
HINT = "PyTorch watches this weight for training. How do you tell it to look away while you copy?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.copy_(K[:, :, 0, 0])
    return layer
