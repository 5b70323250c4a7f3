"""Believes that windows lie side by side, without overlap."""
HINT = "A slice of 1×2 on four moments: at how many places does it fit?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    h, w = K.shape[1:]
    windows = X.unfold(1, h, h).unfold(2, w, w)
    return torch.einsum("cijhw,chw->cij", windows, K)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
