"""Right answers to `lenet_shapes`, one style a cell; wrong answers start from them."""
import math

# %% step_by_step: layer after layer, then a look whether anything is left
def lenet_shapes(height, width):
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 4, w - 4
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((16, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes

# %% checked_first: small images are refused before anything is computed
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("the image is too small")
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 4, w - 4
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((16, h, w))
    shapes.append(16 * h * w)
    return shapes

# %% named_sizes: a name for each size, one list at the end
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(6, h1, w1), (6, h2, w2), (16, h3, w3), (16, h4, w4), 16 * h4 * w4]

# %% two_rounds: the same two layers, once for 6 and once for 16 channels
def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
    for channels in (6, 16):
        h, w = h - 4, w - 4
        shapes.append((channels, h, w))
        h, w = h // 2, w // 2
        shapes.append((channels, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    return [*shapes, 16 * h * w]

# %% ledger_of_layers: a table of kernels and strides
def lenet_shapes(height, width):
    table = [(6, 5, 1), (6, 2, 2), (16, 5, 1), (16, 2, 2)]
    found = []
    for channels, kernel, stride in table:
        height, width = ((n - kernel) // stride + 1 for n in (height, width))
        if height < 1 or width < 1:
            raise ValueError("nothing is left")
        found.append((channels, height, width))
    return found + [math.prod(found[-1])]

# %% generator
def lenet_shapes(height, width):
    if height < 16 or width < 16:
        raise ValueError("at least 16 pixels")

    def walk(h, w):
        for channels in (6, 16):
            h, w = h - 4, w - 4
            yield channels, h, w
            h, w = h >> 1, w >> 1
            yield channels, h, w
        yield channels * h * w

    return list(walk(height, width))

# %% recursion_over_layers
def lenet_shapes(height, width):
    def rest(h, w, channels):
        if not channels:
            return []
        first, *others = channels
        h, w = h - 4, w - 4
        half = (h // 2, w // 2)
        if min(half) < 1:
            raise ValueError("too small")
        after = rest(*half, others)
        return [(first, h, w), (first, *half), *after] if others else [(first, h, w), (first, *half), first * half[0] * half[1]]

    return rest(height, width, (6, 16))

# %% composed_functions
from functools import reduce


def lenet_shapes(height, width):
    layers = [(6, lambda n: n - 4), (6, lambda n: n // 2), (16, lambda n: n - 4), (16, lambda n: n // 2)]
    shapes = reduce(lambda done, layer: [*done, (layer[0], *map(layer[1], done[-1][1:]))], layers, [(3, height, width)])[1:]
    if min(shapes[-1]) <= 0:
        raise ValueError(f"{height}×{width} is too small")
    return [*shapes, shapes[-1][0] * shapes[-1][1] * shapes[-1][2]]

# %% meta_tensors: pooling of empty tensors, no convolution
import torch
import torch.nn.functional as F


def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    x, seen = torch.empty(3, height, width, device="meta"), []
    for channels in (6, 16):
        x = torch.empty(channels, x.shape[1] - 4, x.shape[2] - 4, device="meta")
        seen.append(tuple(x.shape))
        x = x[:, : x.shape[1] // 2 * 2 : 2, : x.shape[2] // 2 * 2 : 2]
        seen.append(tuple(x.shape))
    return [*seen, x.numel()]
