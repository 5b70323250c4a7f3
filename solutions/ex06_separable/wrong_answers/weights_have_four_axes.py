"""Believes that the weights have other axes: those of length one with which PyTorch keeps them, or those of the other step."""
HINT = "Print the shape of the weight. How many axes does it have, and at how many do you look?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    c, one, h, w = K.shape
    return torch.stack([d2l.corr2d(X[channel], K[channel, 0]) for channel in range(c)])


def pointwise(X, W):
    c_out, c_in, h, w = W.shape
    return torch.einsum("oc,chw->ohw", W.reshape(c_out, c_in), X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k[0]) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W[:, :, 0, 0], X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
