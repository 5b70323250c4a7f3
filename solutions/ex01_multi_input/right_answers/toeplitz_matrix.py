"""A matrix of shifted kernels times the flat image; tensordot on as_strided windows for several planes."""
import torch


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    first = torch.zeros(H, W)
    first[:h, :w] = K
    rows = [torch.roll(first.reshape(-1), i * W + j) for i in range(H - h + 1) for j in range(W - w + 1)]
    return torch.mv(torch.stack(rows), X.reshape(-1)).reshape(H - h + 1, W - w + 1)


def corr2d_multi_in(X, K):
    c, h, w = K.shape
    size = (X.shape[1] - h + 1, X.shape[2] - w + 1, c, h, w)
    plane, row, column = X.stride()
    return torch.tensordot(torch.as_strided(X, size, (row, column, plane, row, column)), K, 3)
