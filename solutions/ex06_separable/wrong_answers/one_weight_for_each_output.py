"""Believes that the desk has one weight for each loudspeaker."""
HINT = "Three loudspeakers, two tracks: how many sliders has the desk of the picture?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w + out_channels
