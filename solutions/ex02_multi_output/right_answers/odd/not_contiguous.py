"""Returns results that lie backwards in the memory, expanded from one, conjugated."""

import torch


def corr2d_multi_in_out(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->who", windows, K).permute(2, 1, 0)


def corr2d_multi_in_out_vectorized(X, K):
    Y = corr2d_multi_in_out(X, K)
    return torch.stack([Y, -Y], dim=-1)[..., 0]
