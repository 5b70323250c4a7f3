"""Believes that appending a tensor to a list makes a copy of it."""
HINT = "All your channels are alike. How many tensors did your function make, and how many did it fill?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    c, h, w = K.shape
    plane, planes = torch.zeros(X.shape[1] - h + 1, X.shape[2] - w + 1), []
    for channel in range(c):
        for i in range(plane.shape[0]):
            for j in range(plane.shape[1]):
                plane[i, j] = (X[channel, i : i + h, j : j + w] * K[channel]).sum()
        planes.append(plane)
    return torch.stack(planes)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
