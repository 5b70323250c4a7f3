"""torch.vmap over the filters; the layer made without a start value."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.vmap(lambda k: (k.view(-1, 1, 1) * X).sum(0))(K)


def linear_from_1x1(K):
    layer = nn.utils.skip_init(nn.Linear, K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.set_(K.detach().clone().flatten(1))
    return layer
