"""F.unfold and a batched matrix product; integer arithmetic; lists returned as sizes; a helper in another cell."""
# %% helper
import torch
import torch.nn.functional as F


def two(v):
    try:
        a, b = v
        return [a, b]
    except TypeError:
        return [v] * 2


# %% tasks
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    out = []
    for n, k, s, p, d in zip([height, width], two(kernel_size), two(stride), two(padding), two(dilation)):
        span = d * (k - 1) + 1
        if span > n + 2 * p:
            raise ValueError
        out.append((n + 2 * p - span + s) // s)
    return out


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    a, b = two(kernel_size)
    return out_channels * (in_channels // groups * a * b + bool(bias))


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    N, C, H, W = X.shape
    O, I, kh, kw = weight.shape
    columns = F.unfold(X, (kh, kw), dilation=dilation, padding=padding, stride=stride).view(N, groups, I * kh * kw, -1)
    Y = torch.matmul(weight.view(1, groups, O // groups, -1), columns)
    Y = Y.view(N, O, *conv2d_output_shape(H, W, (kh, kw), stride, padding, dilation))
    if bias is not None:
        Y = Y + bias.view(-1, 1, 1)
    return Y
