"""while loops with counters that start at the end; index tensors for the windows."""
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    i = Y.shape[0] - 1
    while i >= 0:
        j = Y.shape[1] - 1
        while j >= 0:
            rows, columns = torch.arange(i, i + h)[:, None], torch.arange(j, j + w)
            Y[i][j] = torch.sum(X[rows, columns].mul(K))
            j -= 1
        i -= 1
    return Y


def corr2d_multi_in(X, K):
    total, c = 0, 0
    while c < K.shape[0]:
        total, c = total + corr2d(X[c], K[c]), c + 1
    return total
