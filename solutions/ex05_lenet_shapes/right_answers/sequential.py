"""nn.Sequential in two parts, pooling before ReLU (they commute), nn.Flatten; walks back for the receptive field."""
import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, kernel_size=5), nn.MaxPool2d(2, 2), nn.ReLU(),
            nn.Conv2d(6, 16, kernel_size=5), nn.MaxPool2d(2, 2), nn.ReLU(inplace=True),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.classifier(self.features(images))


def conv(size):
    if size < 5:
        raise ValueError("kernel does not fit")
    return size - 5 + 1


def pool(size):
    if size < 2:
        raise ValueError("nothing left to pool")
    return (size - 2) // 2 + 1


def lenet_shapes(height, width):
    out = []
    for channels in (6, 16):
        height, width = conv(height), conv(width)
        out += [(channels, height, width)]
        height, width = pool(height), pool(width)
        out += [(channels, height, width)]
    return out + [channels * height * width]


def receptive_field(layers):
    seen = 1
    for kernel, stride, dilation in layers[::-1]:
        seen = (seen - 1) * stride + (kernel - 1) * dilation + 1
    return seen
