"""Asks for a huge tensor on a device that is not there."""

import torch


def corr2d_multi_in_out(X, K):
    return torch.zeros(10**10, device="cuda")


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
