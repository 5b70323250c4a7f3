"""Believes that all slices look at the first channel."""
HINT = "Change a number of channel 1 and run again. Does anything in your result move?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(X[0], kernel) for kernel in K])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X[0].unfold(0, K.shape[1], 1).unfold(1, K.shape[2], 1)
    return torch.einsum("ijhw,chw->cij", windows, K)


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
