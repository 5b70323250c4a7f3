"""Right answers to `conv2d_parameter_count`, one style a cell; wrong answers start from them."""
# %% weights_and_biases
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases

# %% prod_of_shape: the shape of the weight, multiplied
import math


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    sides = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return math.prod((out_channels, in_channels // groups, *sides)) + bias * out_channels

# %% empty_tensors: numel counts
import torch


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    k = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    count = torch.empty(out_channels, in_channels // groups, *k).numel()
    return count + (torch.empty(out_channels).numel() if bias else 0)

# %% for_each_filter
def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    try:
        rows, columns = kernel_size
    except TypeError:
        rows = columns = kernel_size
    one_filter = rows * columns * in_channels // groups + (1 if bias else 0)
    return sum(one_filter for _ in range(out_channels))

# %% group_by_group
def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    area = kernel_size**2 if isinstance(kernel_size, int) else kernel_size[0] * kernel_size[1]
    of_group = (in_channels // groups) * (out_channels // groups) * area
    return groups * of_group + [0, out_channels][bool(bias)]
