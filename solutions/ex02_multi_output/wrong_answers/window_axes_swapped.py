"""Believes that a window is as many rows high as the kernel is wide."""
HINT = "Your square kernels work. Which window do you cut for a kernel that is wider than high?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2], K.shape[3]
    Y = torch.zeros(len(K), X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(len(K)):
        for i in range(Y.shape[1]):
            for j in range(Y.shape[2]):
                Y[o, i, j] = (X[:, i : i + w, j : j + h] * K[o]).sum()
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[3], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,ochw->oij", windows, K)
