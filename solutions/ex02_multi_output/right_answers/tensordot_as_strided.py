"""tensordot for the first task, as_strided windows for the second; helpers with the name of another exercise's task."""
import torch


def corr2d_multi_in(X, K):
    h, w = K.shape[1:]
    patches = X.unfold(1, h, 1).unfold(2, w, 1)
    return torch.tensordot(patches, K, dims=([0, 3, 4], [0, 1, 2]))


def corr2d_multi_in_out(X, K):
    Y = torch.empty(len(K), X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1)
    for index, kernel in enumerate(K):
        Y[index] = corr2d_multi_in(X, kernel)
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    c_out, c_in, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    plane, row, column = X.stride()
    windows = X.as_strided((rows, columns, c_in, h, w), (row, column, plane, row, column))
    return (windows.reshape(rows * columns, -1) @ K.reshape(c_out, -1).t()).t().reshape(c_out, rows, columns)
