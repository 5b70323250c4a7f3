"""Believes that the sum may go on from one loudspeaker to the next."""
HINT = "When the second loudspeaker begins, what is still in your sum?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    mixed, total = [], torch.zeros(X.shape[1:])
    for weights in W:
        for x, weight in zip(X, weights):
            total = total + weight * x
        mixed.append(total)
    return torch.stack(mixed)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
