"""Believes that the desk has a weight for each track and one for each loudspeaker."""
HINT = "Write down the desk of the picture as a table. How many numbers does it hold?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    apart = in_channels * h * w + in_channels + out_channels
    return full, apart
