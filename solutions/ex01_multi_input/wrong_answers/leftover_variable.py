"""Believes that the K of the notebook is the K of the function: reads a variable that was left over."""
HINT = "Restart and run all cells, then call the function with another K. Does it read only what it is given?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l

K = torch.tensor([[[0.0, 1.0], [2.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]]])


def corr2d_multi_in(X, kernel):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))
