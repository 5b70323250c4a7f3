"""Believes that the width has the height's settings."""
HINT = "Give each setting as a pair of different numbers, one after the other. Which of the two numbers does the width get?"
READ = "book/04-conv2d-parameters#height-and-width-pairs"
EXPECTED = {"conv2d_output_shape": 0, "conv2d": 0}

import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh = sw = pair(stride)[0]
    ph = pw = pair(padding)[0]
    dh = dw = pair(dilation)[0]
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh = sw = pair(stride)[0]
    ph = pw = pair(padding)[0]
    dh = dw = pair(dilation)[0]
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


# %% another coding
import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh = sw = pair(stride)[0]
    ph, pw = pair(padding)
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh = sw = pair(stride)[0]
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


# %% another coding
import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph = pw = pair(padding)[0]
    dh, dw = pair(dilation)
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph = pw = pair(padding)[0]
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


# %% another coding
import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    kh, kw = pair(kernel_size)
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh = dw = pair(dilation)[0]
    out_height = (height + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    out_width = (width + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if out_height < 1 or out_width < 1:
        raise ValueError("the kernel does not fit")
    return out_height, out_width


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = pair(stride)
    ph, pw = pair(padding)
    dh = dw = pair(dilation)[0]
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
