"""Believes that parameters are the numbers in the output."""
HINT = "Make the image twice as large. Does the layer get more weights?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    return out_channels * (32 - kh + 1) * (32 - kw + 1)
