"""Believes that the two image axes may come back in either order."""
HINT = "Your numbers are right, their places are not. What shape comes out of an image that is wider than high?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0}

import torch


def depthwise(X, K):
    windows = X.unfold(2, K.shape[2], 1).unfold(1, K.shape[1], 1)
    return torch.einsum("cijwh,chw->cji", windows, K)


def pointwise(X, W):
    return torch.einsum("oc,chw->owh", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return torch.einsum("oc,cij->oij", pointwise_weight, depthwise(X, depthwise_weight))


# %% another coding
import torch
from d2l import torch as d2l


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k).T for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.matmul(X.permute(2, 1, 0), W.T).permute(2, 0, 1)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = torch.stack([d2l.corr2d(x, k) for x, k in zip(X, depthwise_weight)])
    return pointwise(filtered, pointwise_weight)
