"""Believes that a count may be a float."""
HINT = "Print the types of your two numbers. Can a layer have half a weight?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    return full / 1, full * (1 / out_channels + 1 / (h * w))


# %% another coding
import math


def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    area = math.pow(h, 2) if h == w else float(h * w)
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels
