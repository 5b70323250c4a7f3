"""Believes that the desk mixes loudspeakers with loudspeakers: out times out."""
HINT = "What goes into the desk: the filtered tracks, or the loudspeakers? How many are there of each?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    apart = in_channels * h * w + out_channels * out_channels
    return full, apart
