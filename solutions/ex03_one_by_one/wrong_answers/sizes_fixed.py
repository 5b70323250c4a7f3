"""Believes that the sizes are those of the example: three channels in, two out."""
HINT = "Which numbers stand in your code? Which of them can X and K tell you?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    Y = torch.mm(K.reshape(2, 3), X.reshape(3, -1))
    return Y.reshape(2, X.shape[1], X.shape[2])


def linear_from_1x1(K):
    layer = nn.Linear(3, 2, bias=False)
    layer.weight.data = K.reshape(2, 3).clone()
    return layer


# %% another coding
import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    Y = torch.mm(K.view(2, 3), X.view(3, 9))
    return Y.view(2, 3, 3)


def linear_from_1x1(K):
    layer = nn.Linear(3, 2, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer
