"""Believes that the last slice belongs to the first channel."""
HINT = "Which index of K has the slice for channel 0? Write down both indices at each step of your loop."
READ = "book/01-multi-input-channels#order-of-channels"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(X[c], K[-1 - c]) for c in range(len(X))])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return (windows * K.flip(0)[:, None, None]).sum(dim=(3, 4))


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
