"""Believes that the K of the notebook is the K of the function: reads a variable that was left over."""
HINT = "Restart and run all cells, then call the function with another K. Does it read only what it is given?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch
from d2l import torch as d2l

K = torch.tensor([[[0.0, 1.0], [2.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]]])
K = torch.stack([K, K + 1, K + 2], dim=0)


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, kernels):
    return torch.stack([corr2d_multi_in(X, k) for k in K], 0)
