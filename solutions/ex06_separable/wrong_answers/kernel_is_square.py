"""Believes that a slice is as wide as it is high."""
HINT = "Try a slice of 1×2. Which of its two sizes does your function never ask for?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"depthwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    c, k = K.shape[0], K.shape[1]
    Y = torch.zeros(c, X.shape[1] - k + 1, X.shape[2] - k + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + k, j : j + k] * K).sum(dim=(1, 2))
    return Y


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[1], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
