"""Believes that the weighted channels are averaged."""
HINT = "Two channels, weights 1 and 1: is the answer the sum of the two, or half of it?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_o, c_i = K.shape[:2]
    return (K.reshape(c_o, c_i, 1, 1) * X).mean(dim=1)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    weights = K[:, :, 0, 0]
    weights = weights / weights.sum(dim=1, keepdim=True)
    return torch.einsum("oc,chw->ohw", weights, X)
