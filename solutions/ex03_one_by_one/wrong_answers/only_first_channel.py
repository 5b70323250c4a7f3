"""Believes that the first channel stands for the pixel."""
HINT = "Change a number of the last channel and run again. Does anything in your result move?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.stack([X[0] * k[0] for k in K])
