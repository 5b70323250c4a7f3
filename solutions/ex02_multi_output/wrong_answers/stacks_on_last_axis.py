"""Believes that the channel axis of the result is the last one."""
HINT = "Print the shape of your result. Where does PyTorch keep the channels of an image: in front or behind?"
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K], -1)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.tensordot(windows, K, dims=([0, 3, 4], [1, 2, 3]))
