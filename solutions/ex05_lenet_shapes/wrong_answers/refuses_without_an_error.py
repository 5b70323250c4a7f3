"""Believes that returning nothing is the same as raising an error."""
HINT = "Does the caller notice? Which statement stops it?"
READ = "book/05-lenet-shapes#too-small"
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
        return None
    shapes.append(16 * h * w)
    return shapes
