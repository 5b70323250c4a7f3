"""Prints, and writes to standard error, in every call."""

import sys

import torch


def corr2d_multi_in_out(X, K):
    print("shapes", X.shape, K.shape, "<b>", "\x1b[1m", file=sys.stderr)
    print(X, K)
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
