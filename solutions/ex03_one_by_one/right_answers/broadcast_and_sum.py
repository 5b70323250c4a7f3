"""Broadcasting and a sum over the channels; a zero bias."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return (K[:, :, :, :] * X.unsqueeze(0)).sum(dim=1)


def linear_from_1x1(K):
    layer = nn.Linear(K.size(1), K.size(0))
    nn.init.zeros_(layer.bias)
    layer.weight.data = K[:, :, 0, 0].clone()
    return layer
