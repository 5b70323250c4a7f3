"""NumPy inside, a tensor at the end; a class; meta tensors that are counted in place of arithmetic."""
import numpy as np
import torch


class Studio:
    def __init__(self, K=None, W=None):
        self.K, self.W = K, W

    def filters(self, X):
        windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), self.K.shape[1:], axis=(1, 2))
        return (windows * self.K.numpy()[:, None, None]).sum(axis=(-2, -1))

    def mixes(self, planes):
        return np.tensordot(self.W.numpy(), np.asarray(planes), axes=1)


def depthwise(X, K):
    return torch.from_numpy(Studio(K=K).filters(X))


def pointwise(X, W):
    return torch.tensor(Studio(W=W).mixes(X), dtype=torch.float32)


def separable(X, depthwise_weight, pointwise_weight):
    studio = Studio(depthwise_weight, pointwise_weight)
    return torch.as_tensor(studio.mixes(studio.filters(X))).float()


def separable_savings(in_channels, out_channels, kernel_size):
    sides = (kernel_size, kernel_size) if type(kernel_size) is int else tuple(kernel_size)
    full = torch.empty(out_channels, in_channels, *sides, device="meta")
    first = torch.empty(in_channels, *sides, device="meta")
    second = torch.empty(out_channels, in_channels, device="meta")
    return full.numel(), first.numel() + second.numel()
