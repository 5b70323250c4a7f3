"""Believes that any error will do, such as the one of an assert."""
HINT = "Which error does the task ask for? What does an `except` for that one catch of yours?"
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
    assert out_height > 0 and out_width > 0, "the kernel does not fit"
    return out_height, out_width
