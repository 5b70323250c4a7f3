"""Loops over filters and channels, other names, prints; an nn.Parameter put in place of the weight."""
import torch


def corr2d_multi_in_out_1x1(img, kernels):
    out = torch.zeros(len(kernels), *img.shape[1:])
    for o, kernel in enumerate(kernels):
        for c in range(len(img)):
            print("channel", c, "to", o)
            out[o] += img[c] * kernel[c, 0, 0].item()
    return out


def linear_from_1x1(kernels):
    fc = torch.nn.Linear(kernels.size(1), kernels.size(0), bias=False)
    fc.weight = torch.nn.Parameter(kernels[..., 0, 0])
    return fc
