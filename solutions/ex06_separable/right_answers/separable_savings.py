"""Right answers to `separable_savings`, one style a cell; wrong answers start from them."""
# %% sides
def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w + in_channels * out_channels

# %% area
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels

# %% prod_of_shapes
import math


def separable_savings(in_channels, out_channels, kernel_size):
    k = kernel_size if isinstance(kernel_size, tuple) else (kernel_size,) * 2
    shapes = [(out_channels, in_channels, *k)], [(in_channels, *k), (out_channels, in_channels)]
    return tuple(sum(map(math.prod, each)) for each in shapes)

# %% numel
import torch


def separable_savings(in_channels, out_channels, kernel_size):
    sides = [kernel_size, kernel_size] if isinstance(kernel_size, int) else list(kernel_size)
    full = torch.empty(out_channels, in_channels, *sides).numel()
    return full, torch.empty(in_channels, *sides).numel() + torch.empty(out_channels, in_channels).numel()

# %% factored_out
def separable_savings(in_channels, out_channels, kernel_size):
    try:
        rows, columns = kernel_size
    except TypeError:
        rows = columns = kernel_size
    return rows * columns * in_channels * out_channels, in_channels * (rows * columns + out_channels)
