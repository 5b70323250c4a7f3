"""Believes that the weighted channels are averaged."""
HINT = "Two tracks, weights 1 and 1: does the loudspeaker play the sum of the two, or half of it?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    return (W[:, :, None, None] * X).mean(dim=1)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    W = W / W.sum(dim=1, keepdim=True)
    return torch.einsum("oc,chw->ohw", W, X)


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X) / W.shape[1]


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
