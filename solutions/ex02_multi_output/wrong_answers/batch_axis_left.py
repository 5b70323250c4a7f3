"""Believes that the result has a batch axis although the image has none."""
HINT = "Count the axes of X and of your result. Where does the extra one come from?"
READ = "book/02-multi-output-channels#batch-axis"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from torch.nn import functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([sum(d2l.corr2d(x, k) for x, k in zip(X, kernel)) for kernel in K]).unsqueeze(0)


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    return (K.reshape(o, -1) @ F.unfold(X[None], (h, w))).reshape(1, o, rows, columns)
