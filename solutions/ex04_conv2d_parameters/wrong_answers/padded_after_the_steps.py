"""Believes that padding is added to the result, not to the image."""
HINT = "Where does the border of zeros lie: round the image, or round the map? Try padding=1 with stride=2."
READ = "book/04-conv2d-parameters#padding"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height - dh * (kh - 1) - 1) // sh + 1 + 2 * ph
    out_width = (width - dw * (kw - 1) - 1) // sw + 1 + 2 * pw
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
