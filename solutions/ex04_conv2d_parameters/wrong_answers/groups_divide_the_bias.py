"""Believes that groups divide the biases, too."""
HINT = "Every output channel has its bias. Are there fewer output channels with groups=2?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"conv2d_parameter_count": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kh * kw
    biases = out_channels // groups if bias else 0
    return weights + biases


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = pair(kernel_size)
    per_filter = in_channels * kh * kw + (1 if bias else 0)
    return out_channels * per_filter // groups
