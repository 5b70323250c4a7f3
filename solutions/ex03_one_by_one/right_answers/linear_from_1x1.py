"""Right answers to `linear_from_1x1`, one style a cell; wrong answers start from them."""
import torch
from torch import nn

# %% copied_weight
def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer
