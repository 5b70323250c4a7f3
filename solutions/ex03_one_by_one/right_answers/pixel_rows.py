"""Pixels as rows: X transposed times K transposed, and back."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    c, h, w = X.shape
    pixels = X.permute(1, 2, 0).reshape(h * w, c)
    return (pixels @ K.reshape(-1, c).t()).t().reshape(-1, h, w)


def linear_from_1x1(K):
    linear = nn.Linear(in_features=K.shape[1], out_features=K.shape[0], bias=False)
    for row, kernel in zip(linear.weight.data, K):
        row[:] = kernel.flatten()
    return linear
