"""Right answers to `linear_from_1x1`, one style a cell; wrong answers start from them."""
import torch
from torch import nn

# %% copied_weight
def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer

# %% parameter_put_in
def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    layer.weight = nn.Parameter(K.flatten(1).clone())
    return layer

# %% state_dict
def linear_from_1x1(K):
    layer = nn.Linear(*reversed(K.shape[:2]), bias=False)
    layer.load_state_dict({"weight": K.reshape(K.shape[0], K.shape[1])})
    return layer

# %% data_filled
def linear_from_1x1(K):
    c_out, c_in, *_ = K.shape
    layer = nn.Linear(in_features=c_in, out_features=c_out, bias=False)
    layer.weight.data[:] = K.view(c_out, c_in)
    return layer

# %% init_copied
def linear_from_1x1(K):
    layer = nn.Linear(K.size(1), K.size(0), bias=False)
    nn.init._no_grad_zero_(layer.weight)
    layer.weight.requires_grad_(False).add_(K[..., 0, 0])
    layer.weight.requires_grad_(True)
    return layer

# %% subclass
class FromKernel(nn.Linear):
    def __init__(self, kernel):
        super().__init__(kernel.shape[1], kernel.shape[0], bias=False)
        with torch.no_grad():
            self.weight.set_(kernel.flatten(1).clone())


def linear_from_1x1(K):
    return FromKernel(K)
