"""Believes that one filter makes all maps: the number of output channels does not multiply the weights."""
HINT = "Print the shape of the weight of a layer with 3 inputs and 8 outputs. Which of its sizes is not in your product?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = (in_channels // groups) * kh * kw
    biases = out_channels if bias else 0
    return weights + biases


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = (in_channels // groups) * kh * kw
    biases = 1 if bias else 0
    return weights + biases
