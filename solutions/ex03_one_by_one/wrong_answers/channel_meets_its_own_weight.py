"""Believes that each channel is multiplied by one weight and stays a channel of its own."""
HINT = "Paint 0 is mixed from three tins. From how many is yours?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    n = min(X.shape[0], K.shape[0])
    return X[:n] * K[:n, :, 0, 0].diagonal()[:, None, None]


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K[:, :, 0, 0] * torch.eye(K.shape[0], K.shape[1])
    return layer
