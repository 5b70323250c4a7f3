"""Takes memory in one piece; takes it by drops."""

import torch


def corr2d_multi_in_out(X, K):
    return torch.zeros(10**10)


def corr2d_multi_in_out_vectorized(X, K):
    drops = []
    while True:
        drops.append(torch.ones(25_000_000))
