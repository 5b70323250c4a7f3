"""Believes that the flat product is reshaped to (c, width, height)."""
HINT = "Try an image that is not square and compare the shapes. Which comes first, the height or the width?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    c, w, h = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    return (W @ X.flatten(1)).view(W.size(0), X.size(2), X.size(1))


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
