"""Believes that a ReLU stands between two layers, always."""
HINT = "What leaves the first station when a filtered track is negative? Did the task put anything in between?"
READ = "book/03-1x1-convolution#two-are-one"
EXPECTED = {"separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(torch.relu(depthwise(X, depthwise_weight)), pointwise_weight)


# %% another coding
import torch


def separable(X, depthwise_weight, pointwise_weight):
    windows = X.unfold(1, depthwise_weight.shape[1], 1).unfold(2, depthwise_weight.shape[2], 1)
    filtered = (windows * depthwise_weight[:, None, None]).sum(dim=(3, 4)).clamp(min=0)
    return torch.tensordot(pointwise_weight, filtered, dims=1)
