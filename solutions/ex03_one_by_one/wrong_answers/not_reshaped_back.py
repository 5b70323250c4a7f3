"""Believes that the flat product is the result."""
HINT = "Where have the rows and columns of the wall gone?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    return torch.mm(K.reshape(-1, c_i), X.reshape(c_i, h * w))
