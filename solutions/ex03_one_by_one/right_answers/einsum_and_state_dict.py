"""einsum; weights loaded with load_state_dict, a bias of zeros; type hints."""
import torch
from torch import Tensor, nn


def corr2d_multi_in_out_1x1(X: Tensor, K: Tensor) -> Tensor:
    return torch.einsum("oi,ihw->ohw", K.squeeze(-1).squeeze(-1), X)


def linear_from_1x1(K: Tensor) -> nn.Linear:
    out_features, in_features, *_ = K.shape
    layer = nn.Linear(in_features, out_features)
    layer.load_state_dict({"weight": K.flatten(1), "bias": torch.zeros(out_features)})
    return layer
