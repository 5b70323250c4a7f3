"""Believes that windows lie side by side, without overlap."""
HINT = "By how many pixels does your window move from one number to the next? What does the third argument of `unfold` say?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d_multi_in_out": 0, "corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out(X, K):
    h, w = K.shape[2:]
    Y = torch.zeros(len(K), X.shape[1] // h, X.shape[2] // w)
    for i in range(Y.shape[1]):
        for j in range(Y.shape[2]):
            Y[:, i, j] = (X[:, i * h : i * h + h, j * w : j * w + w] * K).sum((1, 2, 3))
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    h, w = K.shape[2:]
    return torch.einsum("cijhw,ochw->oij", X.unfold(1, h, h).unfold(2, w, w), K)
