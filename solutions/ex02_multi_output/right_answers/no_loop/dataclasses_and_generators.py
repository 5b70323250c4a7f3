"""A dataclass and a generator, each run once."""

from dataclasses import dataclass

import torch


@dataclass
class Cut:
    h: int
    w: int

    def __call__(self, X):
        yield X.unfold(1, self.h, 1).unfold(2, self.w, 1)


def corr2d_multi_in_out_vectorized(X, K):
    (p,) = Cut(*K.shape[2:])(X)
    return torch.einsum("chwij,ocij->ohw", p, K)
