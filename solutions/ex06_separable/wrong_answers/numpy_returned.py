"""Believes that NumPy array or tensor does not matter."""
HINT = "Your numbers are right but in another library's box. What is type(result)?"
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import numpy as np
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)]).numpy()


def pointwise(X, W):
    return np.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
