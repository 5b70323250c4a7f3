"""Believes that a kernel of 5 takes 5 pixels off each side."""
HINT = "Lay a kernel of 5 on a row of 5. In how many places does it fit?"
READ = "book/04-conv2d-parameters#positions-of-the-window"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height - 5, width - 5
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 5, w - 5
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
    h, w = height - 5, width - 5
    shapes.append((6, h, w))
    h, w = h // 2, w // 2
    shapes.append((6, h, w))
    h, w = h - 5, w - 5
    shapes.append((16, h, w))
    h, w = h // 2, w // 2
    shapes.append((16, h, w))
    shapes.append(16 * h * w)
    return shapes
