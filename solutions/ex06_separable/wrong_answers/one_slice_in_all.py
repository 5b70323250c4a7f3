"""Believes that one slice is shared by all channels."""
HINT = "How many slices does the first station of the picture have?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area, area + in_channels * out_channels
