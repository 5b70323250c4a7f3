"""Believes that the sum may go on from one paint to the next."""
HINT = "When the second paint begins, what is still in your sum?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    mixed, total = [], torch.zeros(X.shape[1:])
    for k in K:
        for x, weight in zip(X, k[:, 0, 0]):
            total = total + x * weight
        mixed.append(total)
    return torch.stack(mixed)
