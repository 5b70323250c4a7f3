"""NumPy inside for corr2d, FFT for the planes; a warning; an extra argument with a default."""
import warnings

import numpy as np
import torch


def corr2d(X, K, dtype=np.float32):
    warnings.warn("numpy inside", RuntimeWarning)
    X, K = np.array(X), np.array(K)
    h, w = K.shape
    Y = np.empty((X.shape[0] - h + 1, X.shape[1] - w + 1), dtype=dtype)
    for place in np.ndindex(*Y.shape):
        i, j = place
        Y[place] = np.sum(X[i : i + h, j : j + w] * K)
    return torch.tensor(Y)


def corr2d_multi_in(X, K):
    H, W = X.shape[-2:]
    h, w = K.shape[-2:]
    spectrum = torch.fft.fft2(X) * torch.fft.fft2(K, s=(H, W)).conj()
    return torch.fft.ifft2(spectrum.sum(0)).real[: H - h + 1, : W - w + 1]
