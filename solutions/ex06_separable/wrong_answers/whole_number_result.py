"""Believes that results may be built from whole numbers."""
HINT = "Print the dtype of your result. Does it keep 0.5?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    h, w = K.shape[1:]
    Y = torch.zeros((len(X), X.shape[1] - h + 1, X.shape[2] - w + 1), dtype=torch.int64)
    for c in range(len(X)):
        Y[c] = d2l.corr2d(X[c], K[c])
    return Y


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W.long(), X.long())


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.int().unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return (windows * K.int()[:, None, None]).sum(dim=(3, 4)).float()


def pointwise(X, W):
    return (W.int()[:, :, None, None] * X.int()).sum(dim=1).float()


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
