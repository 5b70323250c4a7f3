"""Believes that the savings are a difference."""
HINT = "How many numbers did the task ask for? Yours says what is saved; what is it saved from?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area - (in_channels * area + in_channels * out_channels)


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    apart = in_channels * h * w + in_channels * out_channels
    return full, full - apart
