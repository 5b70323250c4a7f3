"""Believes that a result that is not kept has changed the image."""
HINT = "After the first step you hold two tensors. Which of them goes to the desk?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    depthwise(X, depthwise_weight)
    return pointwise(X, pointwise_weight)
