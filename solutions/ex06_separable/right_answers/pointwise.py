"""Right answers to `pointwise`, one style a cell; wrong answers start from them."""
import torch
from d2l import torch as d2l

# %% broadcast
def pointwise(X, W):
    return (W[:, :, None, None] * X).sum(dim=1)


def depthwise(X, K):
    return torch.stack([d2l.corr2d(x, k) for x, k in zip(X, K)])


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)

# %% flat_pixels
def pointwise(X, W):
    return (W @ X.flatten(1)).view(W.size(0), X.size(1), X.size(2))


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)

# %% broadcast_and_windows
def pointwise(X, W):
    return (W[:, :, None, None] * X).sum(1)


def depthwise(X, K):
    windows = X.unfold(1, K.shape[1], 1).unfold(2, K.shape[2], 1)
    return torch.einsum("cijhw,chw->cij", windows, K)


def separable(X, depthwise_weight, pointwise_weight):
    filtered = depthwise(X, depthwise_weight)
    return pointwise(filtered, pointwise_weight)

# %% einsum
def pointwise(X, W):
    return torch.einsum("oc,chw->ohw", W, X)

# %% tensordot
def pointwise(X, W):
    return torch.tensordot(W, X, dims=([1], [0]))

# %% channels_behind
def pointwise(X, W):
    return (X.permute(1, 2, 0) @ W.t()).permute(2, 0, 1)

# %% one_output_after_the_other
def pointwise(X, W):
    return torch.stack([sum(w * x for w, x in zip(row, X)) for row in W])

# %% linear_function
import torch.nn.functional as F


def pointwise(X, W):
    return F.linear(X.flatten(1).T, W).T.reshape(-1, *X.shape[1:])

# %% outer_products
def pointwise(X, W):
    return torch.stack([torch.outer(W[:, c], X[c].flatten()) for c in range(len(X))]).sum(0).view(-1, *X.shape[1:])
