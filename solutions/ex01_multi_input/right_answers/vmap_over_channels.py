"""torch.vmap runs the one-channel function over all channels."""
import torch


def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum(dim=(-2, -1))


def corr2d_multi_in(X, K):
    return torch.vmap(corr2d)(X, K).sum(0)
