"""Right answers to `conv2d_parameter_count`, one style a cell; wrong answers start from them."""
# %% weights_and_biases
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases
