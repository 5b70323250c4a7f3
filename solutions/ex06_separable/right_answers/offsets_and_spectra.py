"""A loop over kernel offsets; spectra in the place of windows; the mixing done on spectra."""
import torch


def depthwise(X, K):
    rows, columns = X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1
    total = torch.zeros(len(X), rows, columns)
    for a in range(K.shape[1]):
        for b in range(K.shape[2]):
            total = total + X[:, a : a + rows, b : b + columns] * K[:, a, b].reshape(-1, 1, 1)
    return total


def pointwise(X, W):
    return (X.unsqueeze(0) * W.unsqueeze(-1).unsqueeze(-1)).sum(dim=1)


def separable(X, depthwise_weight, pointwise_weight):
    c, H, width = X.shape
    h, w = depthwise_weight.shape[1:]
    spectra = torch.fft.rfft2(X) * torch.fft.rfft2(depthwise_weight, s=(H, width)).conj()
    mixed = torch.tensordot(pointwise_weight.to(spectra.dtype), spectra, dims=1)
    return torch.fft.irfft2(mixed, s=(H, width))[:, : H - h + 1, : width - w + 1]


def separable_savings(in_channels, out_channels, kernel_size):
    match kernel_size:
        case int():
            h = w = kernel_size
        case (h, w):
            pass
    pairs = in_channels * out_channels
    return pairs * h * w, pairs + in_channels * h * w
