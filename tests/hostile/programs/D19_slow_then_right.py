"""Spends all the time of the first task, call by call, on wrong answers; the second answer is right."""

import time

import torch


def corr2d_multi_in_out(X, K):
    time.sleep(0.5)
    return torch.zeros(1)


# solutions: einsum_second
