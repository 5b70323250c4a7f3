"""Believes that a map with 0 rows is a map: only negative sizes are refused."""
HINT = "An image of 15×15: how large is the last map, and what would a linear layer do with it?"
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
    if h < 0 or w < 0:
        raise ValueError("the image is too small")
    shapes.append(16 * h * w)
    return shapes
