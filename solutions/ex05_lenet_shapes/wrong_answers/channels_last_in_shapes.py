"""Believes that shapes are (height, width, channels)."""
HINT = "Which axis of an image comes first in PyTorch?"
READ = "book/01-multi-input-channels#channels-first"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((h, w, 6))
    h, w = h // 2, w // 2
    shapes.append((h, w, 6))
    h, w = h - 4, w - 4
    shapes.append((h, w, 16))
    h, w = h // 2, w // 2
    shapes.append((h, w, 16))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes
