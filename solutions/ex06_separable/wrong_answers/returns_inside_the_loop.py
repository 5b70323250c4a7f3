"""Believes that the function is done with the first channel (a return inside the loop does that)."""
HINT = "How many channels go in, and how many come out? What ends your function after the first?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    planes = []
    for x, k in zip(X, K):
        planes.append(d2l.corr2d(x, k))
        return torch.stack(planes)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
