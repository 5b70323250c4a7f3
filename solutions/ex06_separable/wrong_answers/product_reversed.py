"""Believes that the image stands on the left of the matrix product."""
HINT = "Write the two shapes side by side. Which inner sizes must agree?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(X.reshape(c, h * w), W).reshape(len(W), h, w)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
