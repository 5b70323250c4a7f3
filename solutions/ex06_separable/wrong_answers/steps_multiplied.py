"""Believes that the weights of two layers in a row are multiplied."""
HINT = "Two layers lie in a drawer, one with 18 numbers and one with 6. How many numbers are in the drawer?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area, (in_channels * area) * (in_channels * out_channels)
