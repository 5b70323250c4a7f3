"""Believes that each input channel makes maps of its own, so that channels multiply."""
HINT = "Six planes and sixteen filters: how many maps does one filter make?"
READ = "book/02-multi-output-channels#how-many-maps"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(6, h1, w1), (6, h2, w2), (96, h3, w3), (96, h4, w4), 96 * h4 * w4]


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("too small")
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    return [(18, h1, w1), (18, h2, w2), (288, h3, w3), (288, h4, w4), 288 * h4 * w4]
