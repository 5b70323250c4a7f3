"""Believes that a function hands back what it computed last, without being told (or that printing is the same)."""
HINT = "What does your function hand back? Put print() around a call and look."
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"depthwise": 0, "pointwise": 0, "separable": 0, "separable_savings": 0}

import torch


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    print(torch.einsum("cijhw,chw->cij", windows, K))


def pointwise(X, W):
    print(torch.einsum("oc,chw->ohw", W, X))


def separable(X, depthwise_weight, pointwise_weight):
    windows = X.unfold(1, depthwise_weight.shape[1], 1).unfold(2, depthwise_weight.shape[2], 1)
    print(torch.einsum("oc,cijhw,chw->oij", pointwise_weight, windows, depthwise_weight))


def separable_savings(in_channels, out_channels, kernel_size):
    rows, columns = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * rows * columns
    separable = in_channels * rows * columns + in_channels * out_channels
