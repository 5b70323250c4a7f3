"""Believes that padding k // 2 always keeps the size."""
HINT = "An even kernel, 2 with padding 1: how many positions has it on a row of 5?"
READ = "book/04-conv2d-parameters#padding"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    if (ph, pw) == (kh // 2, kw // 2) and (sh, sw, dh, dw) == (1, 1, 1, 1):
        return height, width
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
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
    out_height = height if sh == 1 and ph == kh // 2 else (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = width if sw == 1 and pw == kw // 2 else (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
