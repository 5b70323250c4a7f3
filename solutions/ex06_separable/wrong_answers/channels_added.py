"""Believes that the results of the channels are added, as in every convolution: one comes out."""
HINT = "Two tracks go into the first station. How many should come out of it, and what is left for the desk to mix?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def pointwise(X, W):
    return (W[:, :, None, None] * X).sum(dim=1)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).sum(dim=0, keepdim=True)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->ij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return torch.tensordot(pointwise_weight, depthwise(X, depthwise_weight), dims=1)
