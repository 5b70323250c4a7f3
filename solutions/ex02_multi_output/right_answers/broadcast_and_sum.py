"""Every window beside every filter by broadcasting; one sum."""
import torch
import torch.nn.functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    rows, columns = X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1
    Y = torch.zeros(len(K), rows, columns)
    for i in range(rows):
        for j in range(columns):
            window = X[None, :, i:i + K.shape[2], j:j + K.shape[3]]
            Y[:, i, j] = (window * K).flatten(1).sum(1)
    return Y


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.size(2), 1).unfold(2, K.size(3), 1)
    return (windows[None] * K[:, :, None, None]).sum(dim=(1, 4, 5))
