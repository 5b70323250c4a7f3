"""Believes that the printed example is the answer."""
HINT = "Your function gives the same answer to every question. What should it do with X and K?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    return torch.tensor(
        [[[56.0, 72.0], [104.0, 120.0]], [[76.0, 100.0], [148.0, 172.0]], [[96.0, 128.0], [192.0, 224.0]]]
    )


def corr2d_multi_in_out_vectorized(X, K):
    return corr2d_multi_in_out(X, K)
