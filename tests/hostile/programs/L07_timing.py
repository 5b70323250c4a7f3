"""Sleeps as long as the first pixel says; no report may tell how long it took."""

import time

import torch


def corr2d_multi_in_out(X, K):
    time.sleep(min(0.05, abs(float(X.flatten()[0])) / 50))
    return torch.zeros(1)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
