"""Spends all the time of the first task, call by call, on wrong answers; the second answer is right."""

import time

import torch


def corr2d_multi_in_out(X, K):
    time.sleep(0.5)
    return torch.zeros(1)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)
