"""Believes that weights are ordered (in, out)."""
HINT = "Print W.shape for the picture and give each axis its name. Which one counts the loudspeakers?"
READ = "book/02-multi-output-channels#weight-axes"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    return torch.einsum("io,ihw->ohw", W, X)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    c_i, h, w = X.shape
    c_o = W.shape[1]
    return torch.mm(W.T, X.reshape(c_i, h * w)).reshape(c_o, h, w)


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
