"""bmm over a batch of one; load_state_dict."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    flat = X.flatten(1)
    Y = torch.bmm(K.flatten(1)[None], flat[None])[0]
    return Y.unflatten(1, X.shape[1:])


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.load_state_dict({"weight": K.view(K.shape[:2])})
    return layer
