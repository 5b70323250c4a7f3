"""Believes that all channels meet the same slice."""
HINT = "In your loop, which slice does channel 1 meet? Which one stands beside it in the picture?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(channel, K[0]) for channel in X])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    c, h, w = K.shape
    Y = torch.zeros(c, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + h, j : j + w] * K[0]).sum(dim=(1, 2))
    return Y


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return torch.einsum("oc,cij->oij", pointwise_weight, depthwise(X, depthwise_weight))
