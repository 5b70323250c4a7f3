"""Believes that patches and filters may be flattened in different orders."""
HINT = "Which number of the flattened patch meets which number of the flattened filter? Write both lists for two planes."
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    rows, columns = windows.shape[1:3]
    patches = windows.permute(1, 2, 3, 4, 0).reshape(rows * columns, h * w * c)
    return (patches @ K.reshape(o, -1).T).T.reshape(o, rows, columns)


# %% another coding
import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    rows, columns = windows.shape[1:3]
    patches = windows.reshape(c * h * w, rows * columns)
    return (K.reshape(o, -1) @ patches).reshape(o, rows, columns)


# %% another coding
import torch
from torch.nn import functional as F


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    patches = F.unfold(X[None], (h, w))[0]
    return (K.permute(0, 2, 3, 1).reshape(o, -1) @ patches).reshape(o, X.shape[1] - h + 1, X.shape[2] - w + 1)
