"""Believes that the slips are always those of the page."""
HINT = "What does your function say for an image of 36×36? And for one of 20×20?"
READ = "book/05-lenet-shapes#other-input-sizes"
EXPECTED = {"lenet_shapes": 0}

def lenet_shapes(height, width):
    return [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), 400]


# %% another coding
def lenet_shapes(height, width):
    if min(height, width) < 16:
        raise ValueError("the image is too small")
    return [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), 400]
