"""Believes that a window has as many places as the image is larger than the slice."""
HINT = "A slice of 2 on a row of 4: count the places with a finger. How many does your function fill?"
READ = "book/04-conv2d-parameters#positions-of-the-window"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    c, h, w = K.shape
    Y = torch.zeros(c, X.shape[1] - h, X.shape[2] - w)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + h, j : j + w] * K).sum(dim=(1, 2))
    return Y


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
