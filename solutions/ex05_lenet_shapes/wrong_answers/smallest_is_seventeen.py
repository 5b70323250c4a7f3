"""Believes that an image of 16 is too small."""
HINT = "Go backwards from one pixel: through a pooling, a convolution, a pooling, a convolution. Where do you start?"
READ = "book/05-lenet-shapes#too-small"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if height <= 16 or width <= 16:
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
