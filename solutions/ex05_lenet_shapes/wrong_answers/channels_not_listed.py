"""Believes that a shape is a height and a width."""
HINT = "How many maps does the first convolution make? Where does your slip say so?"
READ = "book/05-lenet-shapes#from-32-to-400"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
    for channels in (6, 16):
        h, w = h - 4, w - 4
        shapes.append((h, w))
        h, w = h // 2, w // 2
        shapes.append((h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    return [*shapes, 16 * h * w]
