"""Believes that a filter gives the mean of its products."""
HINT = "A 1×2 kernel of ones on the pixels 3 and 5: does a filter say 8 or 4?"
READ = "book/01-multi-input-channels#one-sum-not-an-average"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    o, c, h, w = K.shape
    Y = torch.zeros(o, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i : i + h, j : j + w] * K).mean(dim=(1, 2, 3))
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K) / K[0].numel()
