"""Believes that a kernel of 3 has three weights."""
HINT = "Draw a kernel of 3 on squared paper. How many squares are inside?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0]
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    return in_channels * out_channels * kernel_size, in_channels * kernel_size + in_channels * out_channels
