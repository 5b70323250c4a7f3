"""Believes that an image needs at least 32 pixels on each side."""
HINT = "Follow an image of 20×20 with a pencil. Does it arrive?"
READ = "book/05-lenet-shapes#too-small"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if min(height, width) < 32:
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
