"""Believes that reshaping a matrix from (c_out, c_in) to (c_in, c_out) transposes it."""
HINT = "Reshape [[1, 2, 3], [4, 5, 6]] to 3 rows of 2 and print it next to its transpose. Are they the same?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    c_o, c_i = K.shape[:2]
    return (X.permute(1, 2, 0) @ K.reshape(c_i, c_o)).permute(2, 0, 1)


def linear_from_1x1(K):
    c_out, c_in = K.shape[:2]
    layer = nn.Linear(c_in, c_out, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K.reshape(c_in, c_out).T)
    return layer
