"""Believes that the stride divides the image first, and the kernel is subtracted afterwards."""
HINT = "Four pixels, kernel 2, stride 2: mark the places with a pencil. In which order does your formula subtract and divide?"
READ = "book/04-conv2d-parameters#size-formula"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph) // sh - dh * (kh - 1)
    out_width = (width + 2 * pw) // sw - dw * (kw - 1)
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
