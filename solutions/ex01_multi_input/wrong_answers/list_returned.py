"""Believes that a list of rows is as good as a tensor."""
HINT = "What is type(result)? The next layer wants a tensor."
READ = "book/01-multi-input-channels#one-plane"
EXPECTED = {"corr2d": 0, "corr2d_multi_in": 0}

import torch


def corr2d(X, K):
    h, w = K.shape
    return [
        [float((X[i : i + h, j : j + w] * K).sum()) for j in range(X.shape[1] - w + 1)]
        for i in range(X.shape[0] - h + 1)
    ]


def corr2d_multi_in(X, K):
    return sum(torch.tensor(corr2d(x, k)) for x, k in zip(X, K)).tolist()
