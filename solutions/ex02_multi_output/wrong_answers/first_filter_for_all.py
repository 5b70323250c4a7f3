"""Believes that every map is made with the first filter."""
HINT = "Two of your maps are alike. Which filter made the second one?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, K[0])) for _ in range(len(K))])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,chw->ij", windows, K[0]).repeat(len(K), 1, 1)
