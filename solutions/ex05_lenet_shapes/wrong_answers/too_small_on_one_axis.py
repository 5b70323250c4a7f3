"""Believes that it is enough to look at the height (or that both sides must be too small)."""
HINT = "A strip of 40×15: which side gets stuck?"
READ = "book/05-lenet-shapes#too-small"
EXPECTED = {"lenet_shapes": 0}

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
    if h < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes


# %% another coding
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
    if h < 1 and w < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes


# %% another coding
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
    if h * w < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes
