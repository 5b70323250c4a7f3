"""Believes that the channel axis of the result is the last one."""
HINT = "Print the shape of your result. Where does PyTorch keep the channels of an image: in front or behind?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)], dim=-1)


def pointwise(X, W):
    return X.permute(1, 2, 0) @ W.T


def separable(X, depthwise_weight, pointwise_weight):
    return depthwise(X, depthwise_weight) @ pointwise_weight.T


# %% another coding
import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->ijc", windows, K)


def pointwise(X, W):
    return torch.einsum("chw,oc->hwo", X, W)


def separable(X, depthwise_weight, pointwise_weight):
    return torch.einsum("ijc,oc->ijo", depthwise(X, depthwise_weight), pointwise_weight)
