"""Believes that the largest stride so far tells how far apart neighbours are."""
HINT = "Two layers with stride 2 in a row: how far apart are neighbours in the image afterwards?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart = max(apart, stride)
    return seen
