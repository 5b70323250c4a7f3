"""Believes that every step ends with ReLU."""
HINT = "Can your result be negative? Loudspeaker 2 of the picture plays -1 at first."
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.relu(torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]))


def pointwise(X, W):
    return torch.relu(torch.einsum("oc,chw->ohw", W, X))


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K).clamp(min=0)


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).clamp(min=0).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
