"""Believes that input and output channels are added, not multiplied."""
HINT = "Draw one line from each input to each output channel, for 3 and 4. How many lines are there?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = (out_channels + in_channels // groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases
