"""Believes that `=` in the loop over the channels adds up what it computes."""
HINT = "Print your map after each channel. What is left of channel 0 when channel 1 has been written?"
READ = "book/01-multi-input-channels#one-slice-a-channel"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    Y = torch.zeros(len(K), X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1)
    for o in range(len(K)):
        for c in range(len(X)):
            Y[o] = d2l.corr2d(X[c], K[o, c])
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    for c in range(len(X)):
        Y = torch.einsum("ijhw,ohw->oij", windows[c], K[:, c])
    return Y
