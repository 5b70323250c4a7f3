"""Believes that a kernel of height and width has height plus width weights."""
HINT = "Draw a kernel of 3×5 as a table. How many cells does it have?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * (kh + kw)
    biases = out_channels if bias else 0
    return weights + biases
