"""Believes that kernel_size is always a pair."""
HINT = "Call your function with a 3 in place of (3, 3). What does the message say?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = kernel_size
    return in_channels * out_channels * h * w, in_channels * h * w + in_channels * out_channels


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    area = kernel_size[0] * kernel_size[1]
    return in_channels * out_channels * area, in_channels * area + in_channels * out_channels
