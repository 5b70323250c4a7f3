"""Right answers to `corr2d_multi_in_out_1x1`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from torch import nn

# %% matrix_product
def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X = X.reshape(c_i, h * w)
    K = K.reshape(c_o, c_i)
    return torch.mm(K, X).reshape(c_o, h, w)

# %% einsum_and_copy: both tasks
def corr2d_multi_in_out_1x1(X, K):
    return torch.einsum("oc,chw->ohw", K[:, :, 0, 0], X)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer

# %% product_of_squeezed: both tasks, the kernel's axes of length one cut away
def corr2d_multi_in_out_1x1(X, K):
    c, h, w = X.shape
    return (K[:, :, 0, 0] @ X.reshape(c, h * w)).reshape(-1, h, w)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight = nn.Parameter(K[:, :, 0, 0].clone())
    return layer

# %% one_product: reshape, multiply and reshape in one line
def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    return torch.mm(K.reshape(c_o, c_i), X.reshape(c_i, h * w)).reshape(c_o, h, w)

# %% tensordot_over_channels
def corr2d_multi_in_out_1x1(X, K):
    return torch.tensordot(K.flatten(1), X, dims=1)

# %% broadcast_over_four_axes
def corr2d_multi_in_out_1x1(X, K):
    return (K * X.unsqueeze(0)).sum(1)

# %% channels_behind_and_back
def corr2d_multi_in_out_1x1(X, K):
    return (X.movedim(0, -1) @ K[:, :, 0, 0].T).movedim(-1, 0)

# %% linear_function
import torch.nn.functional as F


def corr2d_multi_in_out_1x1(X, K):
    return F.linear(X.permute(1, 2, 0), K.squeeze(-1).squeeze(-1)).permute(2, 0, 1)

# %% running_sum_of_planes: in place, channel by channel
def corr2d_multi_in_out_1x1(X, K):
    Y = X.new_zeros(K.shape[0], *X.shape[1:])
    for plane, weights in zip(X, K.unbind(1)):
        Y.addcmul_(weights, plane)
    return Y

# %% batched_product
def corr2d_multi_in_out_1x1(X, K):
    columns = X.flatten(1).T.unsqueeze(-1)
    weights = K.flatten(1).expand(len(columns), -1, -1)
    return torch.bmm(weights, columns).squeeze(-1).T.reshape(-1, *X.shape[1:])

# %% baddbmm_and_addmm: nothing is added to the product
def corr2d_multi_in_out_1x1(X, K):
    flat = X.reshape(X.shape[0], -1)
    return torch.addmm(torch.zeros(K.shape[0], flat.shape[1]), K.flatten(1), flat).unflatten(1, X.shape[1:])

# %% reduce_of_outer_products
from functools import reduce


def corr2d_multi_in_out_1x1(X, K):
    outer = (torch.outer(K[:, c, 0, 0], X[c].flatten()) for c in range(len(X)))
    return reduce(torch.add, outer).reshape(len(K), *X.shape[1:])

# %% module_of_its_own: an nn.Module whose parameter is the kernel
class Mixer(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.flatten(1), requires_grad=False)

    def forward(self, x):
        return torch.einsum("oc,c...->o...", self.weight, x)


def corr2d_multi_in_out_1x1(X, K):
    return Mixer(K)(X)

# %% double_and_back
def corr2d_multi_in_out_1x1(X, K):
    return torch.matmul(K.flatten(1).double(), X.flatten(1).double()).reshape(len(K), *X.shape[1:]).to(X.dtype)
