"""Goes into torch's library with ctypes."""

import ctypes

import torch

library = ctypes.CDLL(torch._C.__file__)
kept = ctypes.CDLL(None).getpid


def corr2d_multi_in_out(X, K):
    ctypes.CDLL(torch._C.__file__)
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    kept()
    return torch.zeros(1)
