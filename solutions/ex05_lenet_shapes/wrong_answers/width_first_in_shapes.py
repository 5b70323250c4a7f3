"""Believes that shapes are (channels, width, height)."""
HINT = "Which comes first in PyTorch, the height or the width?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((6, w, h))
    h, w = h // 2, w // 2
    shapes.append((6, w, h))
    h, w = h - 4, w - 4
    shapes.append((16, w, h))
    h, w = h // 2, w // 2
    shapes.append((16, w, h))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes
