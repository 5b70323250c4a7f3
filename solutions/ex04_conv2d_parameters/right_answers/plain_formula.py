"""The formula twice, isinstance checks by hand; four plain loops over pixels; the seed's default arguments spelt out."""
import math

import torch


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    if type(kernel_size) is not tuple:
        kernel_size = (kernel_size, kernel_size)
    if type(stride) is not tuple:
        stride = (stride, stride)
    if type(padding) is not tuple:
        padding = (padding, padding)
    if type(dilation) is not tuple:
        dilation = (dilation, dilation)
    h = math.floor((height + 2 * padding[0] - dilation[0] * (kernel_size[0] - 1) - 1) / stride[0] + 1)
    w = math.floor((width + 2 * padding[1] - dilation[1] * (kernel_size[1] - 1) - 1) / stride[1] + 1)
    print("output", h, "x", w)
    if h <= 0 or w <= 0:
        raise ValueError("Kernel size can't be greater than actual input size")
    return h, w


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if type(kernel_size) is int:
        kernel_size = (kernel_size, kernel_size)
    per_filter = in_channels // groups * kernel_size[0] * kernel_size[1]
    if bias:
        per_filter += 1
    return per_filter * out_channels


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if type(stride) is int:
        stride = (stride, stride)
    if type(padding) is int:
        padding = (padding, padding)
    if type(dilation) is int:
        dilation = (dilation, dilation)
    N, C, H, W = X.shape
    c_out, c_in, kh, kw = weight.shape
    padded = torch.zeros(N, C, H + 2 * padding[0], W + 2 * padding[1])
    padded[:, :, padding[0]:padding[0] + H, padding[1]:padding[1] + W] = X
    oh, ow = conv2d_output_shape(H, W, (kh, kw), stride, padding, dilation)
    out = torch.zeros(N, c_out, oh, ow)
    per_group = c_out // groups
    for o in range(c_out):
        g = o // per_group
        block = padded[:, g * c_in:(g + 1) * c_in]
        for i in range(oh):
            for j in range(ow):
                for a in range(kh):
                    for b in range(kw):
                        pixel = block[:, :, i * stride[0] + a * dilation[0], j * stride[1] + b * dilation[1]]
                        out[:, o, i, j] += (pixel * weight[o, :, a, b]).sum(1)
        if bias is not None:
            out[:, o] += bias[o]
    return out
