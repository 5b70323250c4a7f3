"""Believes that each output channel has a bias here, too."""
HINT = "Your numbers are a little too large, by how much? What else has as many numbers as that?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = out_channels * (in_channels * h * w + 1)
    apart = in_channels * (h * w + 1) + out_channels * (in_channels + 1)
    return full, apart


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    full = out_channels * in_channels * area + out_channels
    return full, in_channels * area + in_channels * out_channels + out_channels
