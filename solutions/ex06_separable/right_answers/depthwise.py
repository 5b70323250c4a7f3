"""Right answers to `depthwise`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% stack_and_einsum
def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)

# %% stack_and_matmul
def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)

# %% in_two_lines
def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    c, h, w = X.shape
    return torch.mm(W, X.reshape(c, h * w)).reshape(len(W), h, w)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)

# %% einsum_in_two_lines
def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)

# %% windows_alone: one einsum, no sum over channels
def depthwise(X, K):
    return torch.einsum("cijhw,chw->cij", X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1), K)

# %% broadcast_windows
def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return (windows * K[:, None, None]).flatten(3).sum(3)

# %% vmap
def depthwise(X, K):
    def one(x, k):
        return (x.unfold(0, k.shape[0], 1).unfold(1, k.shape[1], 1) * k).sum((2, 3))

    return torch.vmap(one)(X, K)

# %% fourier
def depthwise(X, K):
    size = X.shape[1:]
    full = torch.fft.irfft2(torch.fft.rfft2(X.double()) * torch.fft.rfft2(K.double(), s=size).conj(), s=size)
    return full[:, : size[0] - K.shape[1] + 1, : size[1] - K.shape[2] + 1].float()

# %% shift_and_add
def depthwise(X, K):
    h, w = X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1
    Y = torch.zeros(len(X), h, w)
    for a in range(K.shape[1]):
        for b in range(K.shape[2]):
            Y += K[:, a, b].view(-1, 1, 1) * X[:, a : a + h, b : b + w]
    return Y

# %% batched_products: im2col for each channel, then bmm
def depthwise(X, K):
    c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    return torch.bmm(windows.reshape(c, -1, h * w), K.reshape(c, h * w, 1)).view(c, *windows.shape[1:3])

# %% filled_by_channel
def depthwise(X, K):
    Y = torch.empty(X.shape[0], X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1)
    for channel, (plane, kernel) in enumerate(zip(X, K)):
        Y[channel] = d2l.corr2d(plane, kernel)
    return Y
