"""Believes that a 1×1 convolution is a linear layer on the flattened image: every pixel meets every weight."""
HINT = "Change one pixel far away. Does the first tile of your result change?"
READ = "book/03-1x1-convolution#what-it-cannot-do"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_o = K.shape[0]
    flat = X.reshape(-1)
    weights = K.reshape(c_o, -1).repeat_interleave(X.shape[1] * X.shape[2], dim=1)
    return (weights @ flat)[:, None, None].expand(c_o, X.shape[1], X.shape[2]).clone()


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_o = K.shape[0]
    return K.reshape(c_o, -1) @ X.sum(dim=(1, 2))
