"""Believes that the first track stands for all of them when they are mixed."""
HINT = "Change a number of the last track and run again. Does anything in your result move?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    return torch.stack([X[0] * weights[0] for weights in W])


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
