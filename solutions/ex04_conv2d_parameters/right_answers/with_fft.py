"""Correlation through spectra, then every s-th number; recursion over groups; formula by counting windows one by one."""
import torch


def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    def both(value):
        return value if isinstance(value, tuple) else (value, value)

    sizes = []
    for size, k, s, p, d in zip((height, width), both(kernel_size), both(stride), both(padding), both(dilation)):
        places, start = 0, -p
        while start + d * (k - 1) < size + p:
            places, start = places + 1, start + s
        if places == 0:
            raise ValueError("the frame is larger than the wall")
        sizes.append(places)
    return sizes[0], sizes[1]


def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return sum(in_channels // groups * kh * kw + (1 if bias else 0) for _ in range(out_channels))


def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    if groups > 1:
        parts = zip(X.chunk(groups, 1), weight.chunk(groups, 0), [None] * groups if bias is None else bias.chunk(groups))
        return torch.cat([conv2d(x, w, b, stride, padding, dilation) for x, w, b in parts], dim=1)
    s, p, d = ((v, v) if isinstance(v, int) else v for v in (stride, padding, dilation))
    n, c, h, w = X.shape
    kh, kw = weight.shape[2:]
    rows, columns = conv2d_output_shape(h, w, (kh, kw), s, p, d)
    H, W = h + 2 * p[0], w + 2 * p[1]
    image = torch.zeros(n, c, H, W)
    image[..., p[0]:p[0] + h, p[1]:p[1] + w] = X
    kernel = torch.zeros(*weight.shape[:2], H, W)
    kernel[..., :d[0] * kh:d[0], :d[1] * kw:d[1]][..., :kh, :kw] = weight
    spectrum = torch.einsum("ncij,ocij->noij", torch.fft.rfft2(image), torch.fft.rfft2(kernel).conj())
    Y = torch.fft.irfft2(spectrum, s=(H, W))
    Y = Y[:, :, ::s[0], ::s[1]][:, :, :rows, :columns]
    return Y if bias is None else Y + bias[None, :, None, None]
