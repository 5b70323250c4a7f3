"""Believes that the result has a batch axis although the image has none."""
HINT = "Count the axes of X and those of your result. Which one was not there before?"
READ = "book/02-multi-output-channels#batch-axis"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,nchw->nohw", K[:, :, 0, 0], X[None])
