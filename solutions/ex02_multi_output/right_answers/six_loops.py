"""Plain loops over everything, prints a line a window; offsets of the kernel for the second task; other argument names."""
import torch


def corr2d_multi_in_out(image, Kernel):
    c_out, c_in, kh, kw = Kernel.shape
    oh, ow = image.shape[1] - kh + 1, image.shape[2] - kw + 1
    out = torch.zeros(c_out, oh, ow)
    for o in range(c_out):
        for i in range(oh):
            for j in range(ow):
                s = 0.0
                for c in range(c_in):
                    for a in range(kh):
                        for b in range(kw):
                            s += image[c, i + a, j + b] * Kernel[o, c, a, b]
                out[o, i, j] = s
    print("done:", out.shape)
    return out


def corr2d_multi_in_out_vectorized(image: torch.Tensor, Kernel: torch.Tensor) -> torch.Tensor:
    c_out, c_in, kh, kw = Kernel.shape
    oh, ow = image.shape[1] - kh + 1, image.shape[2] - kw + 1
    out = torch.zeros((c_out, oh, ow))
    for a in range(kh):
        for b in range(kw):
            for c in range(c_in):
                shifted = image[c, a:a + oh, b:b + ow]
                for o in range(c_out):
                    out[o] += Kernel[o, c, a, b] * shifted
    return out
