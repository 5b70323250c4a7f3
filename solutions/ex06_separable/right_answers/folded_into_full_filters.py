"""Full filters: a block-diagonal weight for the first step, outer products for both; an nn.Linear."""
import math

import torch
import torch.nn.functional as F
from torch import nn


def full(X, weight):
    c_out, c_in, h, w = weight.shape
    columns = F.unfold(X.unsqueeze(0), (h, w)).squeeze(0)
    return (weight.reshape(c_out, -1) @ columns).view(c_out, X.shape[1] - h + 1, X.shape[2] - w + 1)


def depthwise(X, K):
    return full(X, torch.diag_embed(K.permute(1, 2, 0)).permute(2, 3, 0, 1))


def pointwise(X, W):
    layer = nn.Linear(W.shape[1], W.shape[0], bias=False)
    layer.weight = nn.Parameter(W)
    return layer(X.permute(1, 2, 0)).permute(2, 0, 1).detach()


def separable(X, depthwise_weight, pointwise_weight):
    return full(X, pointwise_weight[:, :, None, None] * depthwise_weight)


def separable_savings(in_channels, out_channels, kernel_size):
    try:
        area = math.prod(kernel_size)
    except TypeError:
        area = kernel_size**2
    full = math.prod((out_channels, in_channels, area))
    return full, math.prod((in_channels, area)) + full // area
