"""Believes that each input channel has a bias."""
HINT = "To which number is a bias added: to a plane that comes in, or to a map that goes out?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = in_channels if bias else 0
    return weights + biases
