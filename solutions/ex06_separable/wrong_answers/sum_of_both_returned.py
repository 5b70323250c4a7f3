"""Believes that a comma is a plus: one number for all layers."""
HINT = "How many numbers did the task ask for? Which layer does each of them belong to?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w + in_channels * h * w + in_channels * out_channels
