"""Believes that the mixed channels are added as well."""
HINT = "The desk has three lines. How many loudspeakers should play afterwards?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    return torch.einsum("oc,chw->hw", W, X)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    return torch.einsum("oc,chw->hw", W, X)[None]


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
