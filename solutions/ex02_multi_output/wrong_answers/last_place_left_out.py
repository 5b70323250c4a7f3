"""Believes that range(H - kH) visits every place, in maps that were made large enough."""
HINT = "Your maps end in zeros. Which is the last value of i that your loop visits?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0}

import torch


def corr2d_multi_in_out(X, K):
    c_o, c_i, h, w = K.shape
    Y = torch.zeros(c_o, X.shape[1] - h + 1, X.shape[2] - w + 1)
    for o in range(c_o):
        for i in range(X.shape[1] - h):
            for j in range(X.shape[2] - w):
                Y[o, i, j] = (X[:, i : i + h, j : j + w] * K[o]).sum()
    return Y
