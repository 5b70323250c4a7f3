"""Believes that the output maps are added as well."""
HINT = "The card has two lines. How many paints should stand on each tile afterwards?"
READ = "book/02-multi-output-channels#one-filter-a-map"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->hw", K[:, :, 0, 0], X)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->hw", K[:, :, 0, 0], X)[None]
