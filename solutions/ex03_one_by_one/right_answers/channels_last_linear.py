"""The first task uses the layer of the second: permute, nn.Linear, permute; nn.init; eval and requires_grad_(False)."""
import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0])
    nn.init.zeros_(layer.bias)
    for o in range(K.shape[0]):
        for i in range(K.shape[1]):
            layer.weight.data[o, i] = K[o, i, 0, 0]
    return layer.eval().requires_grad_(False)


def corr2d_multi_in_out_1x1(X, K):
    return linear_from_1x1(K)(X.permute(1, 2, 0)).permute(2, 0, 1)
