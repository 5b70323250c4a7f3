"""Yields maps one by one, adds planes recursively, collects with a comprehension inside a nested function."""

import torch
from d2l import torch as d2l


def planes(X, k):
    for x, slice_ in zip(X, k, strict=True):
        yield d2l.corr2d(x, slice_)


def total(maps):
    first = next(maps, None)
    return 0 if first is None else first + total(maps)


def corr2d_multi_in_out(X, K):
    def one(k):
        return total(planes(X, k))

    return torch.stack([*map(one, K)])


def offsets(*sizes):
    yield from ((a, b) for a in range(sizes[0]) for b in range(sizes[1]))


def corr2d_multi_in_out_vectorized(X, K):
    *_, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    return sum(
        torch.tensordot(K[:, :, a, b], X[:, a : a + rows, b : b + columns], dims=1) for a, b in offsets(h, w)
    )
