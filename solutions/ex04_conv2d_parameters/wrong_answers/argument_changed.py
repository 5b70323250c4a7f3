"""Believes that a function may work inside its arguments."""
HINT = "Somebody may need X, the weight and the bias after your function. Are they still the same?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"conv2d": 0}

import torch
import torch.nn.functional as F


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
        bias.zero_()
    return Y


# %% another coding
import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    X -= X.mean()
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
