"""Believes that there are as many slices as output channels."""
HINT = "When the slices do their work, how many channels are there: as many as come in, or as many as go out?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, out_channels * h * w + in_channels * out_channels
