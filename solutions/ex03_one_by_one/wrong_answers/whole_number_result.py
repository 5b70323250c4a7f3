"""Believes that the result may be built from whole numbers."""
HINT = "Print the dtype of your result. Does it keep half a tin?"
READ = "book/01-multi-input-channels#negative-results"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->ohw", K[:, :, 0, 0], X).long()


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0].long())
    return layer


# %% another coding
import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->ohw", K[:, :, 0, 0], X).int().float()


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight.data = K.flatten(1).int().float()
    return layer
