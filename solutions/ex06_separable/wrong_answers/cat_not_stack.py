"""Believes that torch.cat puts planes on top of each other as channels."""
HINT = "Two planes of 1×3 go in. Does your line lay one below the other, or one behind the other? Print the shape."
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.cat([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    return (W @ X.flatten(1)).reshape(len(W), *X.shape[1:])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
