"""Believes that a layer pads by one where nothing else is said."""
HINT = "Which padding does PyTorch take when you name none? Count the rows of your result for a 3×3 kernel on a 5×5 image."
READ = "book/04-conv2d-parameters#padding"
EXPECTED = {"conv2d_output_shape": 0}


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=1, dilation=1):
    sizes = []
    for n, k, s, p, d in zip((height, width), pair(kernel_size), pair(stride), pair(padding), pair(dilation)):
        if n + 2 * p < d * (k - 1) + 1:
            raise ValueError("the kernel does not fit")
        sizes.append((n + 2 * p - d * (k - 1) - 1) // s + 1)
    return tuple(sizes)
