"""Right answers to `receptive_field`, one style a cell; wrong answers start from them."""
# %% field_and_jump
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field

# %% seen_and_apart
def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen

# %% backwards: one pixel of the end, layer by layer to the image
def receptive_field(layers):
    size = 1
    for kernel, stride, dilation in reversed(layers):
        size = (size - 1) * stride + dilation * (kernel - 1) + 1
    return size

# %% recursion
def receptive_field(layers):
    if not layers:
        return 1
    (kernel, stride, dilation), *rest = layers
    return (receptive_field(rest) - 1) * stride + (kernel - 1) * dilation + 1

# %% accumulated_strides
from itertools import accumulate
from operator import mul


def receptive_field(layers):
    jumps = accumulate((s for _, s, _ in layers), mul, initial=1)
    return 1 + sum((k - 1) * d * j for (k, _, d), j in zip(layers, jumps))

# %% reduce
from functools import reduce


def receptive_field(layers):
    return reduce(lambda size, layer: (size - 1) * layer[1] + (layer[0] - 1) * layer[2] + 1, layers[::-1], 1)

# %% first_and_last: which pixels the last number reaches
def receptive_field(layers):
    first = last = 0
    for kernel, stride, dilation in layers[::-1]:
        first, last = first * stride, last * stride + (kernel - 1) * dilation
    return last - first + 1

# %% prod_of_slices
import math


def receptive_field(layers):
    return 1 + sum(
        (kernel - 1) * dilation * math.prod(stride for _, stride, _ in layers[:index])
        for index, (kernel, _, dilation) in enumerate(layers)
    )
