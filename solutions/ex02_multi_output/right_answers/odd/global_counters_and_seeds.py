"""Counts its calls in globals, seeds every generator, changes print options, and keeps what it saw, harmlessly."""

import random

import numpy as np
import torch

torch.manual_seed(0)
np.random.seed(0)
random.seed(0)
torch.set_printoptions(precision=2, sci_mode=False)
torch.set_grad_enabled(False)
COUNT, SEEN = 0, []


def corr2d_multi_in_out(X, K):
    global COUNT
    COUNT += 1
    SEEN.append((tuple(X.shape), tuple(K.shape)))
    print("call", COUNT, X, sep="\n")
    order = list(range(len(K)))
    random.shuffle(order)
    maps = {o: corr2d_multi_in_out_vectorized(X, K[o : o + 1])[0] for o in order}
    return torch.stack([maps[o] for o in sorted(maps)])


def corr2d_multi_in_out_vectorized(X, K):
    noise = torch.rand_like(X)
    windows = (X + noise - noise).unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return (windows[None] * K[:, :, None, None]).sum((1, 4, 5))


corr2d_multi_in_out(torch.ones(1, 3, 3), torch.ones(2, 1, 2, 2))
