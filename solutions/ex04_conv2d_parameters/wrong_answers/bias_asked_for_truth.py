"""Believes that `if bias:` asks whether there is a bias."""
HINT = "What should Python answer for a bias of three numbers, or for a single 0? Which question do you mean to ask?"
READ = "book/04-conv2d-parameters#bias"
EXPECTED = {"conv2d": 0}

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
    if bias:
        Y = Y + bias[None, :, None, None]
    return Y
