"""Believes that dilation leaves out pixels of the image, and the kernel is laid on what is left."""
HINT = "With dilation=2 the kernel touches every second pixel. Which pixels does it touch after one step to the right?"
READ = "book/04-conv2d-parameters#dilation"
EXPECTED = {"conv2d": 0}

import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    X = F.pad(X, (pw, pw, ph, ph))[:, :, ::dh, ::dw]
    c_out, channels, kh, kw = weight.shape
    rows = (X.shape[2] - (kh - 1) - 1) // sh + 1
    columns = (X.shape[3] - (kw - 1) - 1) // sw + 1
    Y = torch.zeros(X.shape[0], c_out, rows, columns)
    for o in range(c_out):
        first = o // (c_out // groups) * channels
        for c in range(channels):
            for i in range(rows):
                for j in range(columns):
                    window = X[:, first + c, i * sh : i * sh + (kh - 1) + 1, j * sw : j * sw + (kw - 1) + 1]
                    Y[:, o, i, j] += (window * weight[o, c]).sum(dim=(1, 2))
    if bias is not None:
        Y += bias.reshape(1, -1, 1, 1)
    return Y
