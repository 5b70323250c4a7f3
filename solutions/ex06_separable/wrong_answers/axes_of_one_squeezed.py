"""Believes that an axis of length one is no axis, and squeezes it away."""
HINT = "Try one channel, and an image that leaves one row. How many axes does your result have?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K).squeeze()


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X).squeeze()


def separable(X, depthwise_weight, pointwise_weight):
    windows = X.unfold(1, depthwise_weight.shape[1], 1).unfold(2, depthwise_weight.shape[2], 1)
    return torch.einsum("oc,cijhw,chw->oij", pointwise_weight, windows, depthwise_weight).squeeze()
