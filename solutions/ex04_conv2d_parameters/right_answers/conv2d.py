"""Right answers to `conv2d`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
import torch.nn.functional as F

# %% loops: all images at once, a loop over filters, channels and places
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    X = F.pad(X, (pw, pw, ph, ph))
    c_out, channels, kh, kw = weight.shape
    rows = (X.shape[2] - dh * (kh - 1) - 1) // sh + 1
    columns = (X.shape[3] - dw * (kw - 1) - 1) // sw + 1
    Y = torch.zeros(X.shape[0], c_out, rows, columns)
    for o in range(c_out):
        first = o // (c_out // groups) * channels
        for c in range(channels):
            for i in range(rows):
                for j in range(columns):
                    window = X[:, first + c, i * sh : i * sh + dh * (kh - 1) + 1 : dh, j * sw : j * sw + dw * (kw - 1) + 1 : dw]
                    Y[:, o, i, j] += (window * weight[o, c]).sum(dim=(1, 2))
    if bias is not None:
        Y += bias.reshape(1, -1, 1, 1)
    return Y

# %% unfolded: patches by F.unfold, one einsum for all groups
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
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
    return Y
