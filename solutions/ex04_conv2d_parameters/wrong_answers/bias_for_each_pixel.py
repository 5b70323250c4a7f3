"""Believes that each pixel of the output has its own bias."""
HINT = "Does the layer know the size of the image when it is built?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = out_channels * (32 - kh + 1) * (32 - kw + 1) if bias else 0
    return weights + biases


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = out_channels * 32 * 32 if bias else 0
    return weights + biases
