"""Believes that the savings are a ratio."""
HINT = "How many numbers did the task ask for? What kind of number is a quotient in Python?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    full = in_channels * out_channels * area
    return full / (in_channels * area + in_channels * out_channels)


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    full = in_channels * out_channels * area
    return (in_channels * area + in_channels * out_channels) / full


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    full = in_channels * out_channels * area
    return 100 * (1 - (in_channels * area + in_channels * out_channels) / full)
