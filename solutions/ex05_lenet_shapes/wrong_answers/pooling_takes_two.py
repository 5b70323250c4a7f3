"""Believes that a pooling window of 2 takes two pixels off each side's length."""
HINT = "Twelve pixels in pairs: how many pairs are there?"
READ = "book/05-lenet-shapes#pooling-floors"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 - 2, w1 - 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 - 2, w3 - 2
    return [(6, h1, w1), (6, h2, w2), (16, h3, w3), (16, h4, w4), 16 * h4 * w4]
