"""Names in look-alike letters, bidi marks in strings, a name with a wide letter."""

import torch

ｆ = "\u202e desrever \u2066"


def cоrr2d_multi_in_out(X, K):  # noqa: PLC2401  the o is Cyrillic
    return torch.zeros(1)


def ｃorr2d_multi_in_out_vectorized(X, K):
    return torch.zeros(1)
