"""Believes that each group has one bias."""
HINT = "Print nn.Conv2d(4, 8, 3, groups=2).bias.shape. Is that the number of groups, or of maps?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = groups if bias else 0
    return weights + biases
