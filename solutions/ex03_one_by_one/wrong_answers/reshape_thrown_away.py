"""Believes that X.reshape(...) changes X."""
HINT = "Does reshape change the tensor, or does it hand you a new one? Print X.shape in the next line."
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X.reshape((c_i, h * w))
    K.reshape((c_o, c_i))
    Y = torch.mm(K, X)
    return Y.reshape((c_o, h, w))


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X.reshape(c_i, h * w)
    K.reshape(c_o, c_i)
    Y = torch.matmul(K, X)
    Y.reshape(c_o, h, w)
    return Y
