"""Believes that padding is added once (or that it is the total of both sides, as in another book's formula)."""
HINT = "How many ends does a row have? Is PyTorch's padding per side or in total?"
READ = "book/04-conv2d-parameters#padding"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + pw - dw * (kw - 1) - 1) // sw + 1
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
    out_height = (height + ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + pw - dw * (kw - 1) - 1) // sw + 1
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
    out_height = (height + ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + pw - dw * (kw - 1) - 1) // sw + 1
    return out_height, out_width
