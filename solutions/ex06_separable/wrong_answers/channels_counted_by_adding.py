"""Believes that channels in and channels out are added."""
HINT = "Two tracks, three loudspeakers: five connections, or six? Draw the lines."
READ = "book/04-conv2d-parameters#parameter-count"
EXPECTED = {"separable_savings": 0}

def separable_savings(in_channels, out_channels, kernel_size):
    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    full = (in_channels + out_channels) * h * w
    return full, in_channels * h * w + in_channels + out_channels


# %% another coding
def separable_savings(in_channels, out_channels, kernel_size):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    area = kernel_size[0] * kernel_size[1]
    return (in_channels + out_channels) * area, in_channels * area + (in_channels + out_channels)
