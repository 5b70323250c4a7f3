"""Believes that int() and rounding down are the same, so a kernel slightly too large seems to fit."""
HINT = "Below zero, rounding towards zero and rounding down part ways. Which inputs get you there?"
READ = "book/04-conv2d-parameters#does-not-fit"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = int((height + 2 * ph - dh * (kh - 1) - 1) / sh) + 1
    out_width = int((width + 2 * pw - dw * (kw - 1) - 1) / sw) + 1
    if out_height < 1 or out_width < 1:
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
    out_height = int((height + 2 * ph - dh * (kh - 1) - 1) / sh + 1)
    out_width = int((width + 2 * pw - dw * (kw - 1) - 1) / sw + 1)
    return out_height, out_width


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = int((height + 2 * ph - dh * (kh - 1) - 1) / sh) + 1
    out_width = int((width + 2 * pw - dw * (kw - 1) - 1) / sw) + 1
    return out_height, out_width
