"""Believes that pooling changes the number of channels."""
HINT = "A pooling window looks at one map. What does it know of the others?"
READ = "book/05-lenet-shapes#pooling-floors"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((3, h, w))
    h, w = h - 4, w - 4
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((8, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(8 * h * w)
    return shapes
