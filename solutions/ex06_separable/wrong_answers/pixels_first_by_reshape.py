"""Believes that reshaping (c, h, w) to (h·w, c) gathers each pixel's channels."""
HINT = "Print the first row after your reshape. Do these numbers belong to one pixel?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def pointwise(X, W):
    c, h, w = X.shape
    return (X.reshape(h * w, c) @ W.T).T.reshape(len(W), h, w)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def pointwise(X, W):
    c, h, w = X.shape
    return (X.reshape(h * w, c) @ W.T).reshape(len(W), h, w)


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
