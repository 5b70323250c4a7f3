"""Stays inside one call of C code that looks at nothing."""

import torch


def corr2d_multi_in_out(X, K):
    return 3 ** (10**9)


def corr2d_multi_in_out_vectorized(X, K):
    return sum(range(10**12))
