"""Believes that the smaller number comes first."""
HINT = "Which of the two layers did the task name first?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * h * w + in_channels * out_channels, in_channels * out_channels * h * w
