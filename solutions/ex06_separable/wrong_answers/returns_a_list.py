"""Believes that a list of planes is a tensor with channels."""
HINT = "Print type(result). What does the next layer need to be able to say .shape?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"depthwise": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return [d2l.corr2d(x, k) for x, k in zip(X, K)]


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(torch.stack(depthwise(X, depthwise_weight)), pointwise_weight)
