"""Believes that there are two channels, as in the picture."""
HINT = "Which line of yours would have to change for five channels, and can X tell it?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(X[0], K[0]), d2l.corr2d(X[1], K[1])])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(X[c], K[c]) for c in range(2)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return torch.einsum("oc,cij->oij", pointwise_weight, depthwise(X, depthwise_weight))
