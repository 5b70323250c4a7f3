"""Products of spectra; torch.roll and cropping; a default argument more than asked for."""
import torch


def corr2d_multi_in_out(X, K, verbose=False):
    c_out, c_in, h, w = K.shape
    H, W = X.shape[1:]
    image = torch.fft.rfft2(X)
    filters = torch.fft.rfft2(K, s=(H, W))
    if verbose:
        print(image.shape, filters.shape)
    Y = torch.fft.irfft2((image * filters.conj()).sum(dim=1), s=(H, W))
    return Y[:, : H - h + 1, : W - w + 1]


def corr2d_multi_in_out_vectorized(X, K):
    c_out, c_in, h, w = K.shape
    H, W = X.shape[1:]
    total = 0
    for a in range(h):
        for b in range(w):
            rolled = torch.roll(X, shifts=(-a, -b), dims=(1, 2))
            total = total + torch.matmul(K[:, :, a, b], rolled.flatten(1)).reshape(c_out, H, W)
    return total[:, : H - h + 1, : W - w + 1].contiguous()
