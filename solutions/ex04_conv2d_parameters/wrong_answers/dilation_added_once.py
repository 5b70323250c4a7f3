"""Believes that dilation widens a kernel once: it spans k + d - 1."""
HINT = "Between three taps there are how many gaps? Draw a kernel of 3 with dilation 3 and count from the first tap to the last."
READ = "book/04-conv2d-parameters#dilation"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - (kh + dh - 1)) // sh + 1
    out_width = (width + 2 * pw - (kw + dw - 1)) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
