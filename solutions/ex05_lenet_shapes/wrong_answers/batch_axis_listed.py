"""Believes that a slip names the batch, too."""
HINT = "How many numbers stand on the first slip of the page? Which of yours is one too many?"
READ = "book/05-lenet-shapes#from-32-to-400"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
    for channels in (6, 16):
        h, w = h - 4, w - 4
        shapes.append((1, channels, h, w))
        h, w = h // 2, w // 2
        shapes.append((1, channels, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    return [*shapes, 16 * h * w]
