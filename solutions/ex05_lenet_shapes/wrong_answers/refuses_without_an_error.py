"""Believes that returning nothing, or an empty list, is the same as raising an error."""
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


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
        return []
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(6, h1, w1), (6, h2, w2), (16, h3, w3), (16, h4, w4), 16 * h4 * w4]
