"""Believes that a filter looks at the first plane only."""
HINT = "Put all the light into the second plane and leave the first one dark. Does your map notice?"
READ = "book/02-multi-output-channels#every-map-sees-all-inputs"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([d2l.corr2d(X[0], kernel[0]) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X[0].unfold(0, K.shape[2], 1).unfold(1, K.shape[3], 1)
    return torch.einsum("ijhw,ohw->oij", windows, K[:, 0])
