"""Believes that = in a loop keeps what was there before."""
HINT = "After your loop over the tracks, which one is left in the result? Does the line add or replace?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    Y = torch.zeros(len(W), *X.shape[1:])
    for o in range(len(W)):
        for c in range(len(X)):
            Y[o] = W[o, c] * X[c]
    return Y


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
