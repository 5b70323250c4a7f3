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

# %% strided_windows: as_strided with stride and dilation, then einsum
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = map(pair, (stride, padding, dilation))
    X = F.pad(X, (pw, pw, ph, ph)).contiguous()
    n, c, h, w = X.shape
    o, i, kh, kw = weight.shape
    rows, columns = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    a, b, p, q = X.stride()
    views = X.as_strided((n, groups, i, rows, columns, kh, kw), (a, b * i, b, p * sh, q * sw, p * dh, q * dw))
    Y = torch.einsum("ngcijhw,gochw->ngoij", views, weight.reshape(groups, o // groups, i, kh, kw)).flatten(1, 2)
    return Y if bias is None else Y + bias[:, None, None]

# %% shift_and_add: a slice of the image for each tap
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    n, c, h, w = X.shape
    o, i, kh, kw = weight.shape
    padded = torch.zeros(n, c, h + 2 * ph, w + 2 * pw)
    padded[:, :, ph : ph + h, pw : pw + w] = X
    rows = (padded.shape[2] - dh * (kh - 1) - 1) // sh + 1
    columns = (padded.shape[3] - dw * (kw - 1) - 1) // sw + 1
    Y = torch.zeros(n, groups, o // groups, rows, columns)
    for a in range(kh):
        for b in range(kw):
            tap = padded[:, :, a * dh : a * dh + sh * (rows - 1) + 1 : sh, b * dw : b * dw + sw * (columns - 1) + 1 : sw]
            tap = tap.reshape(n, groups, i, rows, columns)
            Y += torch.einsum("ngcij,goc->ngoij", tap, weight[:, :, a, b].reshape(groups, -1, i))
    Y = Y.reshape(n, o, rows, columns)
    if bias is not None:
        Y = Y + bias.view(1, -1, 1, 1)
    return Y

# %% index_arrays: rows and columns of all windows
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    X = F.pad(X, [pw, pw, ph, ph])
    kh, kw = weight.shape[-2:]
    i = torch.arange(0, X.shape[2] - dh * (kh - 1), sh)[:, None] + dh * torch.arange(kh)
    j = torch.arange(0, X.shape[3] - dw * (kw - 1), sw)[:, None] + dw * torch.arange(kw)
    windows = X[:, :, i[:, :, None, None], j]  # image, channel, row, kernel row, column, kernel column
    parts = [
        torch.einsum("nciajb,ocab->noij", some, filters)
        for some, filters in zip(windows.chunk(groups, 1), weight.chunk(groups, 0))
    ]
    Y = torch.cat(parts, 1)
    return Y + bias.reshape(-1, 1, 1) if bias is not None else Y

# %% full_weight: zeros where a group does not look
def pair(value):
    return (value, value) if isinstance(value, int) else value


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    o, i, kh, kw = weight.shape
    full = torch.zeros(o, X.shape[1], kh, kw)
    for each in range(o):
        first = each // (o // groups) * i
        full[each, first : first + i] = weight[each]
    stride, padding, dilation = pair(stride), pair(padding), pair(dilation)
    columns = F.unfold(X, (kh, kw), dilation, padding, stride)
    rows = (X.shape[2] + 2 * padding[0] - dilation[0] * (kh - 1) - 1) // stride[0] + 1
    Y = (full.flatten(1) @ columns).unflatten(2, (rows, -1))
    return Y if bias is None else Y.add(bias[None, :, None, None])

# %% one_image_at_a_time: recursion over the batch, lists of maps
def pair(value):
    return (value, value) if isinstance(value, int) else value


def one(x, weight, bias, stride, padding, dilation, groups):
    (sh, sw), (ph, pw), (dh, dw) = stride, padding, dilation
    x = F.pad(x, (pw, pw, ph, ph))
    kh, kw = weight.shape[2:]
    windows = x.unfold(1, dh * (kh - 1) + 1, sh).unfold(2, dw * (kw - 1) + 1, sw)[..., ::dh, ::dw]
    maps, size = [], len(weight) // groups
    for o, filter_ in enumerate(weight):
        first = o // size * len(filter_)
        seen = (windows[first : first + len(filter_)] * filter_[:, None, None]).sum((0, 3, 4))
        maps.append(seen if bias is None else seen + bias[o])
    return torch.stack(maps)


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    settings = [pair(each) for each in (stride, padding, dilation)]
    return torch.stack([one(x, weight, bias, *settings, groups) for x in X])
