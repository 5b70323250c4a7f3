"""Believes that a kernel is always square: the first number of a pair is its side."""
HINT = "A kernel of (1, 5): which of the two numbers do you never use?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    k = kernel_size if isinstance(kernel_size, int) else kernel_size[0]
    return in_channels * out_channels * k**2, in_channels * k**2 + in_channels * out_channels
