"""Believes that a (pixels, filters) product can be viewed as (filters, pixels)."""
HINT = "A view or reshape keeps the order of the numbers in memory. Is that the order that you need, or must two axes change places?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    rows, columns = windows.shape[1:3]
    patches = windows.permute(1, 2, 0, 3, 4).reshape(rows * columns, c * h * w)
    return (patches @ K.reshape(o, -1).T).view(o, rows, columns)
