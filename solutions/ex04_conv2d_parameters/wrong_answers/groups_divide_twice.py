"""Believes that groups divide both the input and the output channels of the whole layer."""
HINT = "Each team has its share of the filters. How many filters do all teams have together?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = (out_channels // groups) * (in_channels // groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = (out_channels // groups) * (in_channels // groups) * kh * kw
    biases = out_channels // groups if bias else 0
    return weights + biases
