"""A small einops written by hand, walrus, match, lambdas in a dictionary, f-strings with braces."""

import re

import torch


def rearrange(tensor, pattern, **sizes):
    left, right = (re.findall(r"\([^)]*\)|\w+", side) for side in pattern.split("->"))
    shape, names = [], []
    for axis, size in zip(left, tensor.shape):
        match axis.strip("()").split():
            case [name]:
                names, shape = [*names, name], [*shape, size]
            case [first, second]:
                known = sizes[first]
                names, shape = [*names, first, second], [*shape, known, size // known]
    order = [name for axis in right for name in axis.strip("()").split()]
    moved = tensor.reshape(shape).permute([names.index(name) for name in order])
    final, rest = [], list(moved.shape)
    for axis in right:
        size = 1
        for _ in axis.strip("()").split():
            size *= rest.pop(0)
        final.append(size)
    return moved.reshape(final)


PICK = {"rows": lambda X, k: X.unfold(1, k, 1), "columns": lambda X, k: X.unfold(2, k, 1)}


def corr2d_multi_in_out_vectorized(X, K):
    windows = PICK["columns"](PICK["rows"](X, K.shape[2]), K.shape[3])
    patches = rearrange(windows, "c i j h w -> (i j) (c h w)")
    if (n := len(K)) < 1:
        raise ValueError(f"{n} filters {{none}}")
    flat = patches @ rearrange(K, "o c h w -> (c h w) o")
    return rearrange(flat, "(i j) o -> o i j", i=windows.shape[1])


def corr2d_multi_in_out(X, K):
    return torch.cat([corr2d_multi_in_out_vectorized(X, k.unsqueeze(0)) for k in K], 0)
