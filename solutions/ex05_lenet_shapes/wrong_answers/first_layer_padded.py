"""Believes that the first layer has padding 2, as in another famous version of LeNet."""
HINT = "Two famous versions of this network exist. Which one is on this page?"
READ = "book/05-lenet-shapes#two-lenets"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
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


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("the image is too small")
    shapes = []
    h, w = height, width
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 4, w - 4
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((16, h, w))
    shapes.append(16 * h * w)
    return shapes


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 12:
        raise ValueError("the image is too small")
    shapes = []
    h, w = height, width
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 4, w - 4
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((16, h, w))
    shapes.append(16 * h * w)
    return shapes
