"""One large matrix holds the kernels at all places; the result is one product with the flat image."""
import torch


def matrix(K, height, width):
    """(c_out * rows * columns, c_in * height * width)"""
    o, c, h, w = K.shape
    rows, columns = height - h + 1, width - w + 1
    M = torch.zeros(o, rows, columns, c, height, width)
    for i in range(rows):
        for j in range(columns):
            M[:, i, j, :, i:i + h, j:j + w] = K
    return M.view(o * rows * columns, -1)


def corr2d_multi_in_out(X, K):
    o, c, h, w = K.shape
    return (matrix(K, *X.shape[1:]) @ X.flatten()).view(o, X.shape[1] - h + 1, X.shape[2] - w + 1)


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    i, j, a, b = torch.meshgrid(*map(torch.arange, (rows, columns, h, w)), indexing="ij")
    return torch.tensordot(K, X[:, i + a, j + b], dims=([1, 2, 3], [0, 3, 4]))
