"""Believes that a list of numbers is reshaped to (width, height)."""
HINT = "Try an image that is not square. Which comes first in a shape, the height or the width?"
READ = "book/01-multi-input-channels#window-sizes"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    numbers = [(X[i : i + h, j : j + w] * K).sum() for i in range(rows) for j in range(columns)]
    return torch.stack(numbers).reshape(columns, rows)


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))
