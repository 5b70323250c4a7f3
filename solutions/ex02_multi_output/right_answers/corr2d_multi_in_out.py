"""Right answers to `corr2d_multi_in_out`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% stack_and_einsum: both tasks, one line for each filter and one einsum
def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)

# %% lists: a list of maps for each filter, added and stacked
def corr2d_multi_in_out(X, K):
    maps = []
    for kernel in K:
        map = 0
        for x, k in zip(X, kernel):
            map = map + d2l.corr2d(x, k)
        maps.append(map)
    return torch.stack(maps)

# %% helper_and_einsum: both tasks, the helper of the notebook in one line
def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)

# %% helper_and_axis: the new axis is named
def corr2d_multi_in(X, K):
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))


def corr2d_multi_in_out(X, K):
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)

# %% six_loops: number by number, both tasks
def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(len(K), X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(len(K)):
        for i in range(X.shape[1] - h + 1):
            for j in range(X.shape[2] - w + 1):
                Y[o, i, j] = (X[:, i : i + h, j : j + w] * K[o]).sum()
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)

# %% empty_and_fill: room for all maps, filled one by one
def corr2d_multi_in_out(X, K):
    Y = torch.empty(K.shape[0], X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1)
    for o, kernel in enumerate(K):
        Y[o] = sum(map(d2l.corr2d, X, kernel))
    return Y

# %% cat_of_unsqueezed
def corr2d_multi_in_out(X, K):
    return torch.cat([corr2d_multi_in(X, kernel).unsqueeze(0) for kernel in K])

# %% vstack_and_view
def corr2d_multi_in_out(X, K):
    maps = [corr2d_multi_in(X, kernel) for kernel in K]
    return torch.vstack(maps).view(len(maps), *maps[0].shape)

# %% nested_functions: a closure that keeps the image
def corr2d_multi_in_out(X, K):
    def seen_by(kernel):
        def one(c):
            return d2l.corr2d(X[c], kernel[c])

        return sum(one(c) for c in range(X.shape[0]))

    return torch.stack(list(map(seen_by, K)))

# %% unbind_and_starmap
from itertools import starmap


def corr2d_multi_in_out(X, K):
    return torch.stack([torch.stack(list(starmap(d2l.corr2d, zip(X, kernel)))).sum(0) for kernel in K.unbind()])

# %% pointwise_for_each_offset: a matrix product for each place in the kernel
def corr2d_multi_in_out(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    Y = torch.zeros(o, rows * columns)
    for a in range(h):
        for b in range(w):
            Y += K[:, :, a, b] @ X[:, a : a + rows, b : b + columns].reshape(c, -1)
    return Y.view(o, rows, columns)

# %% recursion_over_filters
def corr2d_multi_in_out(X, K):
    first = corr2d_multi_in(X, K[0])[None]
    return first if len(K) == 1 else torch.cat((first, corr2d_multi_in_out(X, K[1:])))

# %% cache_and_annotations
from functools import lru_cache


def corr2d_multi_in_out(X: torch.Tensor, K: torch.Tensor) -> torch.Tensor:
    @lru_cache(maxsize=None)
    def map_of(o: int, c: int) -> torch.Tensor:
        return d2l.corr2d(X[c], K[o, c])

    sums: list[torch.Tensor] = [sum(map_of(o, c) for c in range(K.shape[1])) for o in range(K.shape[0])]
    return torch.stack(sums, 0)

# %% reduce_with_operator: starred map, a sum by functools
def corr2d_multi_in_out(X, K):
    from functools import reduce
    from operator import add

    one_map = lambda slices: reduce(add, map(d2l.corr2d, X, slices))
    return torch.stack([*map(one_map, K)])

# %% strict_zip: another number of channels is refused in words of one's own
def corr2d_multi_in_out(X, K):
    try:
        return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, slices, strict=True)) for slices in K])
    except ValueError as reason:
        raise ValueError(f"channels differ: {len(X)} and {K.shape[1]}") from reason

# %% product_of_indices: all pairs in one list, then a view with both axes
def corr2d_multi_in_out(X, K):
    import itertools

    outputs, inputs = K.shape[:2]
    pairs = itertools.product(range(outputs), range(inputs))
    parts = [d2l.corr2d(X[c], K[o, c]) for o, c in pairs]
    return torch.stack(parts).view(outputs, inputs, *parts[0].shape).sum(dim=1)
