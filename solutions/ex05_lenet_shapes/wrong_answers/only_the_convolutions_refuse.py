"""Believes that an image is large enough when both kernels fit."""
HINT = "Both 5×5 kernels fit on an image of 15×15. What is left for the last pooling?"
READ = "book/05-lenet-shapes#too-small"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if min((height - 4) // 2, (width - 4) // 2) < 5:
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
