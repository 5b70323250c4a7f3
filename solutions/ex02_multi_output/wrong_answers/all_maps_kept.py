"""Believes that there are c_in × c_out maps."""
HINT = "How many filters are there? How many maps should come out, and what happened to the planes on the way?"
READ = "book/02-multi-output-channels#every-map-sees-all-inputs"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    maps = []
    for kernel in K:
        for x, k in zip(X, kernel):
            maps.append(d2l.corr2d(x, k))
    return torch.stack(maps)


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->ocij", windows, K).flatten(0, 1)


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([torch.stack([d2l.corr2d(x, k) for x, k in zip(X, kernel)]) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->ocij", windows, K)
