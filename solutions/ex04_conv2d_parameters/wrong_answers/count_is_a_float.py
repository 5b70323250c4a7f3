"""Believes that a count may be a float, because a division makes one."""
HINT = "Print the type of your result. Which division of Python's gives whole numbers?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels / groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases
