"""Believes that the maps of the input channels are averaged."""
HINT = "Compute one output number by hand for two planes. Did you need to divide?"
READ = "book/01-multi-input-channels#one-sum-not-an-average"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack(
        [torch.stack([d2l.corr2d(x, k) for x, k in zip(X, kernel)]).mean(dim=0) for kernel in K]
    )


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K) / len(X)
