"""Believes that a slice gives the mean of its products."""
HINT = "The slice (1, 1) on the moments 3 and 0: is the answer 3 or one and a half?"
READ = "book/01-multi-input-channels#one-sum-not-an-average"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return (windows * K[:, None, None]).mean(dim=(3, 4))


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) / k.numel() for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
