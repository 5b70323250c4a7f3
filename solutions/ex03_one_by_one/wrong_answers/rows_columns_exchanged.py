"""Believes that the two image axes may come back in either order."""
HINT = "Your numbers are right, their places are not. Paint a single pixel in the upper right corner: where does it end?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.matmul(X.permute(2, 1, 0), K[:, :, 0, 0].T).permute(2, 0, 1)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->owh", K[:, :, 0, 0], X)
