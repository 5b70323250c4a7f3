"""Believes that kernel_size is always one number."""
HINT = "Call your function with (1, 5). What does `*` do with a tuple?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    full = in_channels * out_channels * kernel_size**2
    return full, in_channels * kernel_size**2 + in_channels * out_channels


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    area = kernel_size * kernel_size
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels
