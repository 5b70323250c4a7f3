"""Right answers to `separable_savings`, one style a cell; wrong answers start from them."""
# %% sides
def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w + in_channels * out_channels

# %% area
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels
