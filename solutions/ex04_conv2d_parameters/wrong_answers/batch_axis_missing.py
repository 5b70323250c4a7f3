"""Believes that a batch can be handled as if it were one image, or a layer as if it were one filter."""
HINT = "X has four axes, and so has the weight. What does each of them count, and which one does your code leave out?"
READ = "book/04-conv2d-parameters#batch-of-images"
EXPECTED = {"conv2d": 0}

import torch


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    c_out, channels, kh, kw = weight.shape
    rows, columns = X.shape[1] - kh + 1, X.shape[2] - kw + 1
    Y = torch.zeros(c_out, rows, columns)
    for o in range(c_out):
        for i in range(rows):
            for j in range(columns):
                Y[o, i, j] = (X[:, i : i + kh, j : j + kw] * weight[o]).sum()
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
    return Y[0]


# %% another coding
import torch


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    channels, height, width = X.shape
    return torch.zeros(weight.shape[0], height, width)


# %% another coding
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return torch.stack([sum(corr2d(x, k) for x, k in zip(X, filter_)) for filter_ in weight])
