"""Believes that the printed example is the answer."""
HINT = "Your function gives the same answer to every question. What should it do with X and K?"
READ = "book/03-1x1-convolution#same-matrix-everywhere"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.tensor([[[-2.0, -1.0, 0.0]], [[31.0, 8.0, 1.0]]])


def linear_from_1x1(K):
    layer = nn.Linear(3, 2, bias=False)
    layer.weight.data = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 3.0]])
    return layer
