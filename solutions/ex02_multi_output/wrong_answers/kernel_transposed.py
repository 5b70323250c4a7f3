"""Believes that the two axes inside a window may come in either order."""
HINT = "Put the numbers 1, 2, 3, 4 into a 2×2 kernel. Which pixel of the window does the 2 meet in your code?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1).transpose(-1, -2)
    rows, columns = windows.shape[1:3]
    patches = windows.permute(0, 3, 4, 1, 2).reshape(c * h * w, rows * columns)
    return (K.reshape(o, -1) @ patches).reshape(o, rows, columns)
