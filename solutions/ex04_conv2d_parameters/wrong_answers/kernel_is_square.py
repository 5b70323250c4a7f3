"""Believes that a kernel is as wide as it is high."""
HINT = "Try a kernel of 2 by 3. How many numbers has one slice?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kh
    biases = out_channels if bias else 0
    return weights + biases
