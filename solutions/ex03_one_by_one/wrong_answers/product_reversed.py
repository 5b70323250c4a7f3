"""Believes that the image stands on the left of the matrix product."""
HINT = "Write the two shapes side by side. Which inner sizes must agree?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X = X.reshape((c_i, h * w))
    K = K.reshape((c_o, c_i))
    Y = torch.mm(X, K)
    return Y.reshape((c_o, h, w))
