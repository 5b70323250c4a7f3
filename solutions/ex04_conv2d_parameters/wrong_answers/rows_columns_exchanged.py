"""Believes that the two axes of a map may come in either order."""
HINT = "Your numbers are right, their places are not. What comes out of an image that is wider than high?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d": 0}

import torch
import torch.nn.functional as F


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
    patches = patches.reshape(n, groups, channels * kh * kw, -1)
    filters = weight.reshape(groups, c_out // groups, -1)
    Y = torch.einsum("gok,ngkl->ngol", filters, patches).reshape(n, c_out, rows, columns).transpose(2, 3)
    if bias is not None:
        Y = Y + bias[None, :, None, None]
    return Y
