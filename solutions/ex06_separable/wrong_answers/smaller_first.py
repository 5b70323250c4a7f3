"""Believes that the separable layer is the smaller one, whatever the sizes."""
HINT = "A kernel of one pixel: which of the two layers has more weights?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    counts = in_channels * out_channels * h * w, in_channels * h * w + in_channels * out_channels
    return max(counts), min(counts)
