"""Lazy layers, as newer textbooks have them; torch.flatten; recursion for the field; a class of errors of its own."""
import torch
from torch import nn


class TooSmall(ValueError):
    """The image is too small."""


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.LazyConv2d(6, kernel_size=5), nn.ReLU(), nn.MaxPool2d(kernel_size=2),
            nn.LazyConv2d(16, kernel_size=5), nn.ReLU(), nn.MaxPool2d(kernel_size=2), nn.Flatten(),
            nn.LazyLinear(120), nn.ReLU(), nn.LazyLinear(84), nn.ReLU(), nn.LazyLinear(10),
        )

    def forward(self, X):
        return self.net(X)


def lenet_shapes(height, width):
    def walk(n):
        for step in ("conv", "pool", "conv", "pool"):
            n = n - 4 if step == "conv" else n // 2
            if n < 1:
                raise TooSmall(n)
            yield n

    hs, ws = list(walk(height)), list(walk(width))
    shapes = [(c, h, w) for c, h, w in zip([6, 6, 16, 16], hs, ws)]
    c, h, w = shapes[-1]
    return shapes + [c * h * w]


def receptive_field(layers):
    if not layers:
        return 1
    kernel, stride, dilation = layers[0]
    return (receptive_field(layers[1:]) - 1) * stride + dilation * (kernel - 1) + 1
