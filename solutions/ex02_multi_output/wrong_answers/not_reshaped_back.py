"""Believes that the flat matrix product is the result."""
HINT = "Your pixels stand in one long row. Where have the rows and columns of the maps gone?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch
from torch.nn import functional as F


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    return K.reshape(o, -1) @ F.unfold(X[None], (h, w))[0]
