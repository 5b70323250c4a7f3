"""Believes that after unfolding the two axes of a map may come in either order."""
HINT = "Your numbers are right, their places are not. What shape comes out of an image that is wider than high?"
READ = "book/02-multi-output-channels#without-loops"
EXPECTED = {"corr2d_multi_in_out_vectorized": 0}

import torch


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(2, K.shape[3], 1).unfold(1, K.shape[2], 1)
    return torch.einsum("cijwh,ochw->oji", windows, K)
