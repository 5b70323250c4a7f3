"""F.linear with the channels last; nn.Parameter set anew."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return F.linear(X.permute(1, 2, 0), K.flatten(1)).permute(2, 0, 1)


def linear_from_1x1(K):
    c_out, c_in = K.shape[:2]
    layer = nn.Linear(c_in, c_out, bias=False)
    layer.weight = nn.Parameter(K.reshape(c_out, c_in).clone())
    return layer
