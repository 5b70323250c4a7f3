"""Goes through the Fourier transform, which is allowed."""

import torch


def corr2d_multi_in_out(X, K):
    size = X.shape[-2:]
    product = torch.fft.rfft2(X)[None] * torch.fft.rfft2(K, size).conj()
    maps = torch.fft.irfft2(product.sum(1), size)
    return maps[:, : X.shape[1] - K.shape[2] + 1, : X.shape[2] - K.shape[3] + 1]


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
