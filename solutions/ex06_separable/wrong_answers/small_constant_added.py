"""Believes that a layer always adds something to its sum (a bias)."""
HINT = "Feed channels of zeros. What should come out, and what does?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    bias = torch.ones(len(K))
    return torch.stack([d2l.corr2d(X[c], K[c]) + bias[c] for c in range(len(K))])


def pointwise(X, W):
    bias = torch.ones(len(W), 1, 1)
    return torch.einsum("oc,chw->ohw", W, X) + bias


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K) + 0.01


def pointwise(X, W):
    return (W[:, :, None, None] * X).sum(dim=1) + 0.01


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
