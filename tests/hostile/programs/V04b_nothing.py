"""Returns nothing; returns a tuple."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    right(X, K)


def corr2d_multi_in_out_vectorized(X, K):
    return (right(X, K),)
