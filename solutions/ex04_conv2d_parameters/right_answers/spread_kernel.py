"""Dilates the kernel with zeros, correlates at stride 1 and then picks every s-th; one image and one group at a time."""
import torch
from torch.nn.functional import pad as pad_zeros


def _hw(x):
    return tuple(x) if isinstance(x, (tuple, list)) else (x, x)


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    (kh, kw), (sh, sw), (ph, pw), (dh, dw) = _hw(kernel_size), _hw(stride), _hw(padding), _hw(dilation)
    room_h = height + 2 * ph - ((kh - 1) * dh + 1)
    room_w = width + 2 * pw - ((kw - 1) * dw + 1)
    if min(room_h, room_w) < 0:
        raise ValueError("too small")
    return 1 + room_h // sh, 1 + room_w // sw


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = _hw(kernel_size)
    count = 0
    for _ in range(groups):
        count += (in_channels // groups) * (out_channels // groups) * kh * kw
    return count + out_channels * int(bias)


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = _hw(stride), _hw(padding), _hw(dilation)
    o, i, kh, kw = weight.shape
    spread = torch.zeros(o, i, dh * (kh - 1) + 1, dw * (kw - 1) + 1)
    spread[:, :, ::dh, ::dw] = weight
    images = []
    for image in pad_zeros(X, (pw, pw, ph, ph)):
        maps = []
        for g in range(groups):
            planes = image[g * i:(g + 1) * i]
            windows = planes.unfold(1, spread.shape[2], 1).unfold(2, spread.shape[3], 1)
            filters = spread[g * o // groups:(g + 1) * o // groups]
            maps.append(torch.tensordot(filters, windows, dims=([1, 2, 3], [0, 3, 4])))
        images.append(torch.cat(maps)[:, ::sh, ::sw])
    Y = torch.stack(images)
    if bias is not None:
        Y += bias.reshape(-1, 1, 1)
    return Y
