"""Believes that the first convolution takes off half a kernel, 2 pixels, and the second a whole one."""
HINT = "The centre of a 5×5 kernel stays 2 pixels away from the edge. From one edge, or from both?"
READ = "book/05-lenet-shapes#from-32-to-400"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height - 2, width - 2
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
