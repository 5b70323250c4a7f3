"""Uses the layer, built before and in the call."""

import torch
from torch import nn

layer = nn.Conv2d(1, 1, 1, bias=False)


def corr2d_multi_in_out(X, K):
    c = nn.Conv2d(K.shape[1], K.shape[0], tuple(K.shape[2:]), bias=False)
    c.weight.data = K
    return c(X[None])[0].detach()


def corr2d_multi_in_out_vectorized(X, K):
    layer.weight.data = K
    with torch.no_grad():
        return layer(X[None])[0]
