"""Believes that a convolution makes the image larger: the formula of a transposed convolution."""
HINT = "Lay a 3×3 kernel on a 5×5 image without padding. Are there more places than pixels, or fewer?"
READ = "book/04-conv2d-parameters#size-formula"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height - 1) * sh - 2 * ph + dh * (kh - 1) + 1
    out_width = (width - 1) * sw - 2 * pw + dw * (kw - 1) + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
