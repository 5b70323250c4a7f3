"""Believes that a flat map is reshaped to (width, height)."""
HINT = "Try an image that is not square. Which comes first in a shape, the height or the width?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch
from torch.nn import functional as F


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    return (K.reshape(o, -1) @ F.unfold(X[None], (h, w))[0]).reshape(o, columns, rows)
