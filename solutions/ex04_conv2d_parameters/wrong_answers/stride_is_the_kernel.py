"""Believes that without a stride the windows stand side by side, as in pooling."""
HINT = "Two layers of PyTorch have different strides when none is given. Which is the one for Conv2d?"
READ = "book/04-conv2d-parameters#stride"
EXPECTED = {"conv2d_output_shape": 0}

def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=None, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(kernel_size if stride is None else stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width
