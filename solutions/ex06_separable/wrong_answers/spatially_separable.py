"""Believes that a separable layer takes the kernel apart into a column and a row."""
HINT = "A column times a row mixes rows and columns. Which two things does the separable layer of this page keep apart?"
READ = "book/03-1x1-convolution#bottleneck"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    apart = in_channels * out_channels * (h + w)
    return full, apart


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = in_channels * out_channels * h * w
    apart = in_channels * out_channels * h + out_channels * out_channels * w
    return full, apart
