"""Believes that the width is as large as the height."""
HINT = "What does your function say for an image that is not square?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = out_height
    if height + 2 * ph < dh * (kh - 1) + 1 or width + 2 * pw < dw * (kw - 1) + 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


# %% another coding
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    k, s, p, d = pair(kernel_size)[0], pair(stride)[0], pair(padding)[0], pair(dilation)[0]
    if d * (k - 1) + 1 > height + 2 * p:
        raise ValueError("the kernel does not fit")
    size = (height + 2 * p - d * (k - 1) - 1) // s + 1
    return size, size
