"""Believes that `ph:-ph` is the inner part for every padding, also for none."""
HINT = "What is `row[0:-0]`? Try it on a list of three."
READ = "book/04-conv2d-parameters#padding"
EXPECTED = {"conv2d": 0}

import torch
import torch.nn.functional as F


def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    images, channels, height, width = X.shape
    padded = torch.zeros(images, channels, height + 2 * ph, width + 2 * pw)
    padded[:, :, ph:-ph, pw:-pw] = X
    filters, inner, kh, kw = weight.shape
    columns = F.unfold(padded, (kh, kw), (dh, dw), 0, (sh, sw)).view(images, groups, inner * kh * kw, -1)
    Y = torch.einsum("gok,ngkl->ngol", weight.reshape(groups, filters // groups, -1), columns)
    rows = (padded.shape[2] - dh * (kh - 1) - 1) // sh + 1
    Y = Y.reshape(images, filters, rows, -1)
    return Y if bias is None else Y + bias.view(-1, 1, 1)
