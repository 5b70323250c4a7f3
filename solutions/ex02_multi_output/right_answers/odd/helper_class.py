"""Keeps its work in a class with state, and hands out an instance as the function."""

from dataclasses import dataclass

import torch


@dataclass
class Correlator:
    calls: int = 0

    def __call__(self, X, K):
        self.calls += 1
        windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
        return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out = Correlator()
corr2d_multi_in_out_vectorized = Correlator()
