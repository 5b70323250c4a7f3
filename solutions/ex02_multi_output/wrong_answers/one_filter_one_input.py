"""Believes that filter o belongs to input channel o."""
HINT = "Does every keeper see all planes? Change a pixel of the last plane and look which maps change."
READ = "book/02-multi-output-channels#every-map-sees-all-inputs"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([d2l.corr2d(X[o % len(X)], K[o, o % len(X)]) for o in range(len(K))])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    channel = torch.arange(len(K)) % len(X)
    return torch.einsum("oijhw,ohw->oij", windows[channel], K[torch.arange(len(K)), channel])


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([d2l.corr2d(x, k[i]) for i, (x, k) in enumerate(zip(X, K))])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    n = torch.arange(min(len(X), len(K)))
    return torch.einsum("oijhw,ohw->oij", windows[n], K[n, n])


# %% another coding
import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(x, k) for x, k in zip(X, K)])


def corr2d_multi_in_out_vectorized(X, K):
    return torch.einsum("oijhw,ochw->oij", X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1), K)
