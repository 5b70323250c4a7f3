"""Believes that the pointwise step has kernels of the same size."""
HINT = "How far does the desk look around? How many numbers does it need for one pair of channels?"
READ = "book/03-1x1-convolution#one-pixel-one-vector"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w + in_channels * out_channels * h * w
