"""A general function by F.unfold serves 1×1 as well; swap_tensors avoided, weight set under no_grad."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out(X, K):
    columns = F.unfold(X[None], K.shape[2:])[0]
    maps = K.flatten(1) @ columns
    return maps.reshape(len(K), X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1)


def corr2d_multi_in_out_1x1(X, K):
    return corr2d_multi_in_out(X, K)


def linear_from_1x1(K):
    with torch.no_grad():
        layer = nn.Linear(in_features=K.shape[1], out_features=K.shape[0], bias=False)
        layer.weight[:] = K.view(K.shape[0], -1)
    return layer
