"""Believes that a layer has no bias where nothing else is said."""
HINT = "Print nn.Conv2d(1, 1, 1).bias. Did you ask for it?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d_parameter_count": 0}


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=False, groups=1):
    kh, kw = pair(kernel_size)
    return out_channels * (in_channels // groups) * kh * kw + (out_channels if bias else 0)
