"""Uses random numbers, sets seeds, changes global defaults and its own state between calls, and stays right."""

import random

import torch

state = {"calls": 0, "seen": []}
torch.manual_seed(1)
torch.set_printoptions(precision=1)


def corr2d_multi_in_out(X, K):
    state["calls"] += 1
    state["seen"].append(X)
    noise = torch.randn(3) * random.random()
    del noise
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
