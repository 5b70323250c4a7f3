"""Believes that the flat product is the result."""
HINT = "Where have the rows and columns gone?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    return torch.mm(W, X.flatten(1))


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
