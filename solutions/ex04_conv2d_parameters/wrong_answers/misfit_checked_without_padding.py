"""Believes that a kernel must fit into the image itself, whatever the padding."""
HINT = "A kernel of 4, a row of 2, one zero at each end: is there a place for the kernel?"
READ = "book/04-conv2d-parameters#does-not-fit"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if kh > height or kw > width or out_height < 1 or out_width < 1:
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
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if dh * (kh - 1) + 1 > height or dw * (kw - 1) + 1 > width:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
