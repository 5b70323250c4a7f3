"""Counts positions with len(range(...)); as_strided windows and einsum; other names for the settings inside."""
import torch
import torch.nn.functional as F


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    pairs = [(v, v) if isinstance(v, int) else v for v in (kernel_size, stride, padding, dilation)]

    def positions(size, k, s, p, d):
        starts = range(-p, size + p - d * (k - 1), s)
        if not starts:
            raise ValueError(f"no place for a kernel of {k} in {size}")
        return len(starts)

    return tuple(positions(size, *(pair[axis] for pair in pairs)) for axis, size in enumerate((height, width)))


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kernel = (kernel_size,) * 2 if isinstance(kernel_size, int) else kernel_size
    weight = torch.empty(out_channels, in_channels // groups, *kernel)
    return weight.numel() + (out_channels if bias is True else 0)


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    (sy, sx), (py, px), (dy, dx) = ((v, v) if isinstance(v, int) else v for v in (stride, padding, dilation))
    P = F.pad(X, [px, px, py, py]).contiguous()
    n, c, h, w = P.shape
    o, i, kh, kw = weight.shape
    rows, columns = conv2d_output_shape(h, w, (kh, kw), (sy, sx), 0, (dy, dx))
    sn, sc, sh, sw = P.stride()
    windows = P.as_strided(
        (n, groups, i, rows, columns, kh, kw), (sn, sc * i, sc, sh * sy, sw * sx, sh * dy, sw * dx)
    )
    Y = torch.einsum("ngirckl,goikl->ngorc", windows, weight.reshape(groups, o // groups, i, kh, kw))
    Y = Y.flatten(1, 2)
    return Y if bias is None else Y + bias[:, None, None]
