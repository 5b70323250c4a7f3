"""Believes that when the kernel is a number, all settings are numbers, and when it is a pair, all are pairs."""
HINT = "Mix them: kernel_size=3 with padding=(1, 0). Which line of your code decides what is a pair?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_output_shape": 0}

def one_axis(size, kernel, stride, padding, dilation):
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride + 1


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    if isinstance(kernel_size, int):
        return (
            one_axis(height, kernel_size, stride, padding, dilation),
            one_axis(width, kernel_size, stride, padding, dilation),
        )
    return (
        one_axis(height, kernel_size[0], stride[0], padding[0], dilation[0]),
        one_axis(width, kernel_size[1], stride[1], padding[1], dilation[1]),
    )
