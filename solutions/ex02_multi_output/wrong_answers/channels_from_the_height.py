"""Believes that axis 1 of X counts the channels."""
HINT = "Print X.shape and name each of its sizes. Which of them counts the channels?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(X[c], kernel[c]) for c in range(X.shape[1])) for kernel in K])
