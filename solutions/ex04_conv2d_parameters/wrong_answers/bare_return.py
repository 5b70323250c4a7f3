"""Believes that a function hands back what it computed last, without being told (or that printing is the same)."""
HINT = "What does your function hand back? Put print() around a call and look."
READ = "book/04-conv2d-parameters#size-formula"
EXPECTED = {"conv2d_output_shape": 0, "conv2d_parameter_count": 0, "conv2d": 0}

import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    n, c_in, h, w = X.shape
    c_out, channels, kh, kw = weight.shape
    rows = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    columns = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    patches = F.unfold(X, (kh, kw), dilation=(dh, dw), padding=(ph, pw), stride=(sh, sw))
    patches = patches.reshape(n, groups, channels * kh * kw, rows * columns)
    filters = weight.reshape(groups, c_out // groups, -1)
    Y = torch.einsum("gok,ngkl->ngol", filters, patches).reshape(n, c_out, rows, columns)
    if bias is not None:
        Y = Y + bias[None, :, None, None]


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    print(out_height, out_width)


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    count = out_channels * (in_channels // groups) * kh * kw + out_channels * bias
    print(count)
