"""Believes that the sum may go on from one channel to the next."""
HINT = "Your channel 0 is right, channel 1 holds too much. What is in your sum when the second channel begins?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    total, planes = 0, []
    for x, k in zip(X, K):
        total = total + d2l.corr2d(x, k)
        planes.append(total)
    return torch.stack(planes)


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
