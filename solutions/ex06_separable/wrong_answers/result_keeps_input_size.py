"""Believes that a channel keeps its size."""
HINT = "Near the right edge, which part of the slice lies outside of the image?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
import torch.nn.functional as F
from d2l import torch as d2l


def depthwise(X, K):
    X = F.pad(X, (0, K.shape[2] - 1, 0, K.shape[1] - 1))
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
import torch.nn.functional as F


def depthwise(X, K):
    h, w = K.shape[1:]
    X = F.pad(X, ((w - 1) // 2, w // 2, (h - 1) // 2, h // 2))
    return torch.einsum("cijhw,chw->cij", X.unfold(1, h, 1).unfold(2, w, 1), K)


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
