"""tensordot over the channels; copy_ under no_grad."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.tensordot(K[:, :, 0, 0], X, dims=1)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K.squeeze(3).squeeze(2))
    return layer
