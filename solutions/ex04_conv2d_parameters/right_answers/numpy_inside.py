"""NumPy inside; decimal-free integer tricks; a warning; a class holding the settings."""
import warnings

import numpy as np
import torch


class Settings:
    def __init__(self, *values):
        self.values = [np.broadcast_to(v, 2).tolist() for v in values]

    def axis(self, a):
        return [v[a] for v in self.values]


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    settings = Settings(kernel_size, stride, padding, dilation)
    sizes = ()
    for axis, size in enumerate([height, width]):
        k, s, p, d = settings.axis(axis)
        last = size + 2 * p - d * (k - 1) - 1
        if last < 0:
            warnings.warn("kernel too large")
            raise ValueError("kernel too large")
        sizes += (divmod(last, s)[0] + 1,)
    return sizes


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    area = int(np.prod(np.broadcast_to(kernel_size, 2)))
    weights = area * in_channels * out_channels // groups
    return weights + out_channels if bias else weights


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (s0, s1), (p0, p1), (d0, d1) = Settings(stride, padding, dilation).values
    x = np.pad(X.numpy(), ((0, 0), (0, 0), (p0, p0), (p1, p1)))
    w = weight.numpy()
    o, i, kh, kw = w.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (d0 * (kh - 1) + 1, d1 * (kw - 1) + 1), axis=(2, 3))
    windows = windows[:, :, ::s0, ::s1, ::d0, ::d1]
    parts = [
        np.einsum("nirckl,oikl->norc", windows[:, g * i:(g + 1) * i], part)
        for g, part in enumerate(np.split(w, groups))
    ]
    y = np.concatenate(parts, axis=1)
    if bias is not None:
        y = y + bias.numpy()[:, None, None]
    return torch.from_numpy(y.astype(np.float32))
