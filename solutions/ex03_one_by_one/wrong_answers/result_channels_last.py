"""Believes that the channels of the result stand last, as in a linear layer."""
HINT = "A linear layer wants the channels last, an image in PyTorch has them first. Which of the two is your result?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return X.permute(1, 2, 0) @ K[:, :, 0, 0].T
