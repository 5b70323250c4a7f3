"""Believes that a depthwise filter has a slice for each channel."""
HINT = "Print the weight shape of a layer with 6 in, 6 out and groups=6. What stands where you expect a 6?"
READ = "book/04-conv2d-parameters#groups"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return out_channels * in_channels * h * w, in_channels * in_channels * h * w + in_channels * out_channels
