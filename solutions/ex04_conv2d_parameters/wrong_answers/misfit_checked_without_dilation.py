"""Believes that whether a kernel fits does not depend on its dilation."""
HINT = "A kernel of 3 with dilation 2 on a row of 4: where is its third tap?"
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
    if kh > height + 2 * ph or kw > width + 2 * pw:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
