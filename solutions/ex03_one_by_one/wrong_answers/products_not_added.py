"""Believes that every weight makes a map of its own."""
HINT = "Six products for each tile, two paints asked for. What happens to the three products of one paint?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return K * X


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    return (K * X).flatten(0, 1)
