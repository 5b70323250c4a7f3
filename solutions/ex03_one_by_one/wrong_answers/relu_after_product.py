"""Believes that a 1×1 layer includes ReLU."""
HINT = "Can your result be negative? Should it?"
READ = "book/03-1x1-convolution#same-matrix-everywhere"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    return torch.relu(torch.mm(K.reshape(c_o, c_i), X.reshape(c_i, h * w))).reshape(c_o, h, w)


class LinearReLU(nn.Linear):
    def forward(self, x):
        return torch.relu(super().forward(x))


def linear_from_1x1(K):
    layer = LinearReLU(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.flatten(1).clone()
    return layer
