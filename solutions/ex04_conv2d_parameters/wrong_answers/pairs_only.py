"""Believes that arguments are always pairs."""
HINT = "What happens with kernel_size=3?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_output_shape": 0, "conv2d_parameter_count": 0}

def conv2d_output_shape(height, width, kernel_size, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    sizes = []
    for axis, size in enumerate((height, width)):
        room = size + 2 * padding[axis] - dilation[axis] * (kernel_size[axis] - 1) - 1
        if room < 0:
            raise ValueError("the kernel does not fit")
        sizes.append(room // stride[axis] + 1)
    return tuple(sizes)


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    weights = out_channels * in_channels // groups * kernel_size[0] * kernel_size[1]
    return weights + out_channels if bias else weights


# %% another coding
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    out_height = (height + 2 * padding[0] - dilation[0] * (kernel_size[0] - 1) - 1) // stride[0] + 1
    out_width = (width + 2 * padding[1] - dilation[1] * (kernel_size[1] - 1) - 1) // stride[1] + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = kernel_size
    return (in_channels // groups * kh * kw + int(bias)) * out_channels
