"""Believes that the channels are mixed first, so that the slices belong to the output channels."""
HINT = "How many channels does the image have when your filters meet it? And for how many are there slices?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return depthwise(pointwise(X, pointwise_weight), depthwise_weight)


# %% another coding
import torch


def separable(X, depthwise_weight, pointwise_weight):
    c, h, w = depthwise_weight.shape
    mixed = torch.einsum("oc,chw->ohw", pointwise_weight, X)
    Y = torch.zeros(len(mixed), X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(len(mixed)):
        for i in range(Y.shape[1]):
            for j in range(Y.shape[2]):
                Y[o, i, j] = (mixed[o, i : i + h, j : j + w] * depthwise_weight[o]).sum()
    return Y


# %% another coding
import torch
from d2l import torch as d2l


def separable(X, depthwise_weight, pointwise_weight):
    maps = []
    for o in range(len(pointwise_weight)):
        maps.append(sum(pointwise_weight[o, c] * d2l.corr2d(X[c], depthwise_weight[o]) for c in range(len(X))))
    return torch.stack(maps)


# %% another coding
import torch


def separable(X, depthwise_weight, pointwise_weight):
    mixed = torch.einsum("oc,chw->ohw", pointwise_weight, X)
    windows = mixed.unfold(1, depthwise_weight.shape[1], 1).unfold(2, depthwise_weight.shape[2], 1)
    return (windows * depthwise_weight[:, None, None]).sum((3, 4))
