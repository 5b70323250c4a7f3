"""Believes that a function may write into the tensor that it was given."""
HINT = "Print the input before and after the call. Whose tensor is it?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    h, w = K.shape[1:]
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    for c in range(len(X)):
        X[c, :rows, :columns] = d2l.corr2d(X[c], K[c])
    return X[:, :rows, :columns]


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
