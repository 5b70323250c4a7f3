"""Believes that = in a loop keeps what was there before."""
HINT = "After your loop over the channels, which one is left in the result? Does the line add or replace?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    Y = torch.zeros(K.shape[0], X.shape[1], X.shape[2])
    for o in range(K.shape[0]):
        for c in range(K.shape[1]):
            Y[o] = X[c] * K[o, c, 0, 0]
    return Y
