"""Believes that a kernel of height and width has height plus width weights."""
HINT = "Draw a kernel of 2×5 as a table. How many cells does it have?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * (h + w)
    apart = in_channels * (h + w) + in_channels * out_channels
    return full, apart
