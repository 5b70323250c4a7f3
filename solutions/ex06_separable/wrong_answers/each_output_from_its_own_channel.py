"""Believes that output channel o is made of input channel o alone."""
HINT = "Which tracks does loudspeaker 1 of the picture play? And yours?"
READ = "book/02-multi-output-channels#every-map-sees-all-inputs"
EXPECTED = {"separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return torch.stack([pointwise_weight[o, o] * filtered[o] for o in range(len(pointwise_weight))])


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise_weight.diagonal()[:, None, None] * depthwise(X, depthwise_weight)
