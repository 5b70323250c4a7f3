"""Believes that a broken number of steps is rounded to the nearest."""
HINT = "Three and a half steps fit. After how many have you left the wall?"
READ = "book/04-conv2d-parameters#stride"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = round((height + 2 * ph - dh * (kh - 1) - 1) / sh + 1)
    out_width = round((width + 2 * pw - dw * (kw - 1) - 1) / sw + 1)
    if height + 2 * ph < dh * (kh - 1) + 1 or width + 2 * pw < dw * (kw - 1) + 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = int((height + 2 * ph - dh * (kh - 1) - 1) / sh + 0.5) + 1
    out_width = int((width + 2 * pw - dw * (kw - 1) - 1) / sw + 0.5) + 1
    if height + 2 * ph < dh * (kh - 1) + 1 or width + 2 * pw < dw * (kw - 1) + 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
