"""Believes that a (pixels, filters) product can be reshaped to (filters, height, width)."""
HINT = "A reshape keeps the order of the numbers in memory. Which number follows the first one in your product: the next pixel's or the next filter's?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    pixels = X.permute(1, 2, 0).reshape(h * w, c_i)
    return (pixels @ K.reshape(c_o, c_i).T).reshape(c_o, h, w)
