"""Names a variable conv2d, speaks of nn.Conv2d and F.conv2d in comments, strings and docstrings, never calls them."""

import torch
import torch.nn.functional as F  # noqa: F401
from scipy import signal  # noqa: F401  imported, never used
from torch import nn


def corr2d_multi_in_out(X, K):
    """Does what F.conv2d(X[None], K)[0] and nn.Conv2d would do; torch.ops.aten.convolution too."""
    conv2d = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)  # not F.conv2d
    convolution = "torch.conv2d(X, K)"
    assert convolution and nn.Conv2d is not None
    return torch.einsum("chwij,ocij->ohw", conv2d, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
