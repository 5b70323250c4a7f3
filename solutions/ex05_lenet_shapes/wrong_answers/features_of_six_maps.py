"""Believes that the number of channels stays at 6."""
HINT = "How many filters has the second convolution?"
READ = "book/05-lenet-shapes#from-32-to-400"
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
    shapes.append(6 * h * w)
    return shapes


# %% another coding
def lenet_shapes(height, width):
    shapes = []
    h, w = height - 4, width - 4
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 4, w - 4
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    shapes.append(6 * h * w)
    return shapes
