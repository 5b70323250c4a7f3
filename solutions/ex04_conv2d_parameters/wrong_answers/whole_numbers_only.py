"""Believes that arguments are single numbers."""
HINT = "What happens with a pair, such as kernel_size=(3, 5) or stride=(2, 1)?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_output_shape": 0, "conv2d_parameter_count": 0, "conv2d": 0}

import torch
import torch.nn.functional as F


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    if span > height + 2 * padding or span > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (height + 2 * padding - span) // stride + 1, (width + 2 * padding - span) // stride + 1


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    weights = out_channels * (in_channels // groups) * kernel_size * kernel_size
    return weights + out_channels if bias else weights


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    d, s, p = dilation, stride, padding
    X = F.pad(X, (p, p, p, p))
    c_out, channels, kh, kw = weight.shape
    rows = (X.shape[2] - d * (kh - 1) - 1) // s + 1
    columns = (X.shape[3] - d * (kw - 1) - 1) // s + 1
    Y = torch.zeros(X.shape[0], c_out, rows, columns)
    for o in range(c_out):
        first = o // (c_out // groups) * channels
        for c in range(channels):
            for i in range(rows):
                for j in range(columns):
                    window = X[:, first + c, i * s : i * s + d * (kh - 1) + 1 : d, j * s : j * s + d * (kw - 1) + 1 : d]
                    Y[:, o, i, j] += (window * weight[o, c]).sum(dim=(1, 2))
    if bias is not None:
        Y += bias.reshape(1, -1, 1, 1)
    return Y


# %% another coding
import torch
import torch.nn.functional as F


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    span = dilation * (kernel_size - 1) + 1
    sizes = [(n + 2 * padding - span) // stride + 1 for n in (height, width)]
    if min(sizes) < 1:
        raise ValueError("the kernel does not fit")
    return sizes


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    count = out_channels * in_channels * kernel_size**2 // groups
    if bias:
        count += out_channels
    return count


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh = sw = stride
    ph = pw = padding
    dh = dw = dilation
    n, c_in, h, w = X.shape
    c_out, channels, kh, kw = weight.shape
    rows = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    columns = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    patches = F.unfold(X, (kh, kw), dilation=(dh, dw), padding=(ph, pw), stride=(sh, sw))
    patches = patches.reshape(n, groups, channels * kh * kw, -1)
    filters = weight.reshape(groups, c_out // groups, -1)
    Y = torch.einsum("gok,ngkl->ngol", filters, patches).reshape(n, c_out, rows, columns)
    if bias is not None:
        Y = Y + bias[None, :, None, None]
    return Y
