"""Right answers to `corr2d_multi_in`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% comprehension
def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))

# %% stack_and_sum
def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(X[c], K[c]) for c in range(X.shape[0])]).sum(dim=0)

# %% running_sum: the first map, then the others are added
def corr2d_multi_in(X, K):
    Y = d2l.corr2d(X[0], K[0])
    for c in range(1, len(X)):
        Y += d2l.corr2d(X[c], K[c])
    return Y

# %% map_and_reduce
import functools
import operator


def corr2d_multi_in(X, K):
    return functools.reduce(operator.add, map(d2l.corr2d, X, K))

# %% einsum_of_windows
def corr2d_multi_in(X, K):
    return torch.einsum("cijab,cab->ij", X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1), K)

# %% im2col: F.unfold and one row of weights
import torch.nn.functional as F


def corr2d_multi_in(X, K):
    columns = F.unfold(X[None], K.shape[1:])[0]
    return (K.reshape(1, -1) @ columns).reshape(X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1)

# %% accumulate: the last of all partial sums
from itertools import accumulate


def corr2d_multi_in(X, K):
    *_, total = accumulate(d2l.corr2d(x, k) for x, k in zip(X, K))
    return total

# %% generator_function
def maps(X, K):
    for x, k in zip(X, K):
        yield d2l.corr2d(x, k)


def corr2d_multi_in(X, K):
    total = 0
    for each in maps(X, K):
        total = total + each
    return total

# %% head_and_tail: recursion over the channels
def corr2d_multi_in(X, K):
    if len(X) == 1:
        return d2l.corr2d(X[0], K[0])
    return corr2d_multi_in(X[:1], K[:1]) + corr2d_multi_in(X[1:], K[1:])

# %% fourier_of_all_channels
def corr2d_multi_in(X, K):
    size = X.shape[1:]
    spectrum = (torch.fft.fft2(X.double()) * torch.fft.fft2(K.double(), s=size).conj()).sum(0)
    return torch.fft.ifft2(spectrum).real[: size[0] - K.shape[1] + 1, : size[1] - K.shape[2] + 1].float()
