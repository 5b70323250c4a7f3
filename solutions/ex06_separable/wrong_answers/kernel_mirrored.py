"""Believes that a slice is mirrored on one axis: left and right, or top and bottom, change places."""
HINT = "The slice (-1, 1) on the moments 1 and 2: is the answer 1, or -1?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k.flip(1)) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k.flip(0)) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
