"""Believes that (kH · kW · c_in + 1) · c_out is true for every layer."""
HINT = "Your formula is right for one kind of layer. Which arguments does it not mention?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    return (kh * kw * in_channels + 1) * out_channels
