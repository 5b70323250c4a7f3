"""Believes that a (pixels, channels) product can be reshaped to (channels, height, width)."""
HINT = "A reshape keeps the order. Which number of your product follows the first: the next pixel or the next channel?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    c, h, w = X.shape
    pixels = X.permute(1, 2, 0).reshape(h * w, c)
    return (pixels @ W.T).reshape(len(W), h, w)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
import torch.nn.functional as F


def pointwise(X, W):
    return F.linear(X.permute(1, 2, 0), W).contiguous().view(W.shape[0], X.shape[1], X.shape[2])


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
