"""Type hints, walrus, match, a generator, a lambda, a cache, a recursion, a closure."""

from __future__ import annotations

import functools
import itertools

import torch


@functools.lru_cache(maxsize=None)
def offsets(height: int, width: int) -> list[tuple[int, int]]:
    return list(itertools.product(range(height), range(width)))


def parts(X: torch.Tensor, K: torch.Tensor):
    height, width = X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1
    for i, j in offsets(*K.shape[2:]):
        yield torch.tensordot(K[:, :, i, j], X[:, i : i + height, j : j + width], 1)


add = lambda parts: first if (rest := parts[1:]) == [] and (first := parts[0]) is not None else parts[0] + add(rest)  # noqa: E731


def corr2d_multi_in_out(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    match K.dim():
        case 4:
            return add(list(parts(X, K)))
    raise ValueError(K.shape)


corr2d_multi_in_out_vectorized = functools.partial(corr2d_multi_in_out)
