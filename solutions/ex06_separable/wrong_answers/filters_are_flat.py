"""Believes that a filter of the full convolution has one slice."""
HINT = "How many channels does a filter of a full convolution look at? How deep is it?"
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return out_channels * h * w, in_channels * h * w + in_channels * out_channels
