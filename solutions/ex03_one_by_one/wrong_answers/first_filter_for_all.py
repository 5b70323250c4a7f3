"""Believes that every map is made with the first filter."""
HINT = "Your maps are all alike. Which line of the card made the second one?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out_1x1": 0, "linear_from_1x1": 0}

import torch
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    Y = torch.zeros(K.shape[0], X.shape[1], X.shape[2])
    for o in range(K.shape[0]):
        for i in range(K.shape[1]):
            Y[o] += X[i] * K[0, i]
    return Y


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[0].flatten())
    return layer
