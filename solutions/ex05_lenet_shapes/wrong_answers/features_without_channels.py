"""Believes that flattening counts the pixels of one map."""
HINT = "16 maps lie on top of each other. How many numbers are there in all?"
READ = "book/05-lenet-shapes#flatten-keeps-the-batch"
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
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(h * w)
    return shapes
