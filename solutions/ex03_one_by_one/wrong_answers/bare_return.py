"""Believes that a function hands back what it computed last, without being told."""
HINT = "What does your function hand back? Print it."
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    Y = torch.mm(K.reshape(c_o, c_i), X.reshape(c_i, h * w))
    Y = Y.reshape(c_o, h, w)
    return
