"""Believes that an nn.Conv2d with a 1×1 kernel is the linear layer."""
HINT = "Your layer wants an image. A linear layer wants a list of pixels. Which class makes one?"
READ = "book/03-1x1-convolution#linear-layer"
EXPECTED = {"linear_from_1x1": 0}

import torch
from torch import nn


def linear_from_1x1(K):
    layer = nn.Conv2d(K.shape[1], K.shape[0], kernel_size=1, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K)
    return layer
