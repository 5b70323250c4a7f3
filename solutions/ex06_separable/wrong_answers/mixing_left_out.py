"""Believes that the depthwise step is the whole of a separable convolution."""
HINT = "Which of your three arguments do you never use?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return depthwise(X, depthwise_weight)
