"""Believes that the two axes of a map may come in either order."""
HINT = "Your numbers are right, their places are not. What comes out of an image that is wider than high?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    Y = torch.zeros(columns, rows)
    for i in range(rows):
        for j in range(columns):
            Y[j, i] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    windows = X.unfold(2, K.shape[2], 1).unfold(1, K.shape[1], 1)
    return torch.einsum("cijwh,chw->ji", windows, K)


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    numbers = [(X[i : i + h, j : j + w] * K).sum() for j in range(columns) for i in range(rows)]
    return torch.stack(numbers).reshape(rows, columns)


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
