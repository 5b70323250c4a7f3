"""matmul of the matrix with each column of the image at once, by a batch over columns."""
import torch
import torch.nn.functional as F
from torch import nn


def corr2d_multi_in_out_1x1(X, K):
    return torch.matmul(K[:, :, 0, 0], X.permute(2, 0, 1)).permute(1, 2, 0)


def linear_from_1x1(K):
    layer = nn.Linear(K.shape[1], K.shape[0], False)
    layer.requires_grad_(False)
    layer.weight.add_(K[..., 0, 0] - layer.weight)
    return layer
