"""Believes that a convolution turns its kernel by 180 degrees."""
HINT = "Lay the slice (-1, 1) on the moments 1, 2. Does your function give 1 or -1?"
READ = "book/01-multi-input-channels#no-flip"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, torch.flip(k, [0, 1])) for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import numpy as np
import torch


def depthwise(X, K):
    c, h, w = K.shape
    Y = np.zeros((c, X.shape[1] - h + 1, X.shape[2] - w + 1), dtype=np.float32)
    for a in range(h):
        for b in range(w):
            Y += (X[:, a : a + Y.shape[1], b : b + Y.shape[2]] * K[:, h - 1 - a, w - 1 - b, None, None]).numpy()
    return torch.from_numpy(Y)


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)
