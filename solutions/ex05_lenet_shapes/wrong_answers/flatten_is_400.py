"""Believes that there are always 400 features (or that the 5 · 5 in 16 · 5 · 5 is the kernel)."""
HINT = "Two things here have size 5. Which one is flattened? Follow an image of another size."
READ = "book/05-lenet-shapes#other-input-sizes"
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
    shapes.append(16 * 5 * 5)
    return shapes


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
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
    shapes.append(400)
    return shapes
