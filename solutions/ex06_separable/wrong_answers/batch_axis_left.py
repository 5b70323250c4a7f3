"""Believes that a result has a batch axis although what came in has none."""
HINT = "Count the axes of X and those of your result. Which one was not there before?"
READ = "book/02-multi-output-channels#batch-axis"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])[None]


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)[None]


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight)[0], pointwise_weight)
