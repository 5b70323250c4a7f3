"""Believes that it does not matter at which end of the list a plane is put."""
HINT = "Which track is the first of your result? Print the list while it grows."
READ = "book/01-multi-input-channels#order-of-channels"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    planes = []
    for x, k in zip(X, K):
        planes.insert(0, d2l.corr2d(x, k))
    return torch.stack(planes)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
