"""Layers under other names and in another order, made by a helper; a tuple of lists as shapes; sets for the field."""
import torch.nn.functional as F
from torch.nn import Conv2d, Linear, Module, ModuleList


class Base(Module):
    """A parent of its own, in the same file."""

    def __init__(self):
        super().__init__()
        self.dense = ModuleList([Linear(a, b) for a, b in [(84, 10), (120, 84), (400, 120)]])


class LeNet(Base):
    def __init__(self, classes=10):
        super().__init__()
        self.second = Conv2d(6, 16, (5, 5), bias=True)
        self.first = Conv2d(3, 6, (5, 5), stride=1, padding=0)
        print("parameters:", sum(p.numel() for p in self.parameters()))

    def forward(self, x, verbose=False):
        for layer in (self.first, self.second):
            x = F.max_pool2d(layer(x).relu(), kernel_size=2, stride=2)
            if verbose:
                print(x.shape)
        x = x.reshape(x.shape[0], -1)
        last, middle, first = self.dense
        return last(middle(first(x).relu()).relu())


def lenet_shapes(H, W):
    if H < 16 or W < 16:
        raise ValueError((H, W))
    side = lambda n: (n - 4, (n - 4) // 2, (n - 4) // 2 - 4, ((n - 4) // 2 - 4) // 2)
    shapes = tuple([c, h, w] for c, h, w in zip((6, 6, 16, 16), side(H), side(W)))
    return *shapes, 16 * shapes[-1][1] * shapes[-1][2]


def receptive_field(stack):
    pixels = {0}
    for kernel, stride, dilation in reversed(stack):
        pixels = {p * stride + k * dilation for p in pixels for k in range(kernel)}
    return max(pixels) - min(pixels) + 1
