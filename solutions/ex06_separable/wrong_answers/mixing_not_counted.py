"""Believes that only the depthwise step has weights."""
HINT = "After the first step no channel has met another. What does the second step need to know?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w
