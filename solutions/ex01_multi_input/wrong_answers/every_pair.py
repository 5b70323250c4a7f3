"""Believes that every plane meets every slice, and each pair makes a map."""
HINT = "Plane 0 should meet which slices? Count how many maps your code makes for three planes."
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in(X, K):
    return torch.stack([d2l.corr2d(x, k) for x in X for k in K])
