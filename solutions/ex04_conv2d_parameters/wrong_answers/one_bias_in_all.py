"""Believes that the layer has one bias."""
HINT = "Print the bias of a layer with three output channels. How many numbers are there?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = 1 if bias else 0
    return weights + biases


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = int(bias)
    return weights + biases
