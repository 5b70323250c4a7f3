"""Believes that groups do not change the weights: each filter still sees all channels."""
HINT = "Print the weight shape of a layer with 4 in, 4 out and groups=2. Which number is smaller than without groups?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * in_channels * kh * kw
    biases = out_channels if bias else 0
    return weights + biases
