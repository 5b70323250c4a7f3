"""A namedtuple for the sizes, counted with a range; as_strided windows with an axis for the groups, one einsum."""
import math
from collections import namedtuple

Size = namedtuple("Size", "height width")


def two(value):
    try:
        first, second = value
    except TypeError:
        first = second = value
    return first, second


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def places(size, kernel, step, border, spread):
        found = len(range(0, size + 2 * border - spread * (kernel - 1), step))
        if not found:
            raise ValueError("no place for the kernel")
        return found

    return Size(*map(places, (height, width), two(kernel_size), two(stride), two(padding), two(dilation)))


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return out_channels * (math.prod((in_channels // groups, *two(kernel_size))) + bool(bias))


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    import torch

    (sh, sw), (ph, pw), (dh, dw) = two(stride), two(padding), two(dilation)
    N, C, H, W = X.shape
    O, c, kh, kw = weight.shape
    framed = X.new_zeros((N, C, H + 2 * ph, W + 2 * pw))
    framed[..., ph:ph + H, pw:pw + W] = X
    size = conv2d_output_shape(H, W, (kh, kw), stride, padding, dilation)
    n, one, row, column = framed.stride()
    windows = framed.as_strided(
        (N, groups, c, size.height, size.width, kh, kw),
        (n, one * c, one, row * sh, column * sw, row * dh, column * dw),
    )
    Y = torch.einsum("ngcijab,gocab->ngoij", windows, weight.view(groups, O // groups, c, kh, kw)).flatten(1, 2)
    if bias is not None:
        Y += bias[:, None, None]
    return Y
