"""Believes that a convolution leaves the number of channels as it finds it."""
HINT = "nn.Conv2d(3, 6, 5): which of the three numbers is on the slip afterwards?"
READ = "book/05-lenet-shapes#from-32-to-400"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(3, h1, w1), (6, h2, w2), (6, h3, w3), (16, h4, w4), 16 * h4 * w4]


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(3, h1, w1), (3, h2, w2), (3, h3, w3), (3, h4, w4), 3 * h4 * w4]
