"""Believes that a kernel of size k takes up k - 1 pixels."""
HINT = "Lay a kernel of 3 on a row of 3. In how many places does it fit, and how many does your function say?"
READ = "book/04-conv2d-parameters#positions-of-the-window"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1)) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1)) // sw + 1
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
    out_height = (height + 2 * ph - dh * (kh - 1)) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1)) // sw + 1
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
    out_height = (height + 2 * ph - dh * (kh - 1)) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1)) // sw + 1
    return out_height, out_width
