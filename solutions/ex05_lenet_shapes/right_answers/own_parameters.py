"""Parameters made by hand and functional layers; asserts and a warning on the way; itertools for the field."""
import itertools
import math
import warnings

import torch
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    SIZES = [(6, 3, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]

    def __init__(self):
        nn.Module.__init__(self)
        self.weights = nn.ParameterList([nn.Parameter(torch.randn(size) / math.sqrt(math.prod(size[1:]))) for size in self.SIZES])
        self.biases = nn.ParameterList([nn.Parameter(torch.zeros(size[0])) for size in self.SIZES])

    def forward(self, x):
        if x.shape[-1] != 32:
            warnings.warn("made for 32 by 32")  # any edit: the page asks for 32 by 32 alone, other sizes may be refused
        for weight, bias in itertools.islice(zip(self.weights, self.biases), 5):
            if weight.dim() == 4:
                x = F.max_pool2d(torch.relu(F.conv2d(x, weight, bias)), 2)
            else:
                x = x.flatten(1) @ weight.t() + bias
                x = x if weight.shape[0] == 10 else x.clamp(min=0)
        return x


def lenet_shapes(height, width):
    sizes = [height, width]
    result = []
    for channels in [6, 16]:
        sizes = [n - 4 for n in sizes]
        result.append((channels, *sizes))
        sizes = [math.floor(n / 2) for n in sizes]
        result.append((channels, *sizes))
    if any(n <= 0 for n in sizes):
        raise ValueError(f"{height}x{width} is too small")
    result.append(math.prod(result[-1]))
    return result


def receptive_field(layers):
    strides = [stride for _, stride, _ in layers]
    jumps = [1, *itertools.accumulate(strides, lambda a, b: a * b)]
    return 1 + sum((kernel - 1) * dilation * jump for (kernel, _, dilation), jump in zip(layers, jumps))
