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
