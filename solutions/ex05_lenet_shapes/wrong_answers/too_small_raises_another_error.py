"""Believes that any error will do, such as the one of an assert."""
HINT = "Which error does the task ask for? What does an `except` for that one catch of yours?"
READ = "book/05-lenet-shapes#too-small"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
    for channels in (6, 16):
        h, w = h - 4, w - 4
        shapes.append((channels, h, w))
        h, w = h // 2, w // 2
        shapes.append((channels, h, w))
    assert h > 0 and w > 0, "the image is too small"
    return [*shapes, 16 * h * w]
