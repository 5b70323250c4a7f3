"""Believes that any tensor can be put in the place of a layer's weight."""
HINT = "Python says what it wants in the place of the weight. What is type(layer.weight), and how is one made?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight = K.flatten(1)
    return layer
