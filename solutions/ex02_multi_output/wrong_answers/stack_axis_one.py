"""Believes that the maps are stacked on axis 1."""
HINT = "Which axis of the result should count the filters? Print the shape for 4 filters and maps of 2×5."
READ = "book/02-multi-output-channels#stack-makes-a-new-axis"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = []
    for filter_ in K:
        maps.append(sum(d2l.corr2d(x, k) for x, k in zip(X, filter_)))
    return torch.stack(maps, dim=1)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->ioj", windows, K)
