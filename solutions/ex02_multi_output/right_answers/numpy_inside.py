"""NumPy inside, a tensor at the end; a class with a method; F.linear on channels-last windows."""
import numpy as np
import torch
import torch.nn.functional as F


class Correlator:
    def __init__(self, X):
        self.X = X.numpy()

    def with_filter(self, k):
        windows = np.lib.stride_tricks.sliding_window_view(self.X, k.shape)[0]
        return (windows * k).sum(axis=(-1, -2, -3))


def corr2d_multi_in_out(X, K):
    correlator = Correlator(X)
    return torch.from_numpy(np.stack([correlator.with_filter(k) for k in K.numpy()])).float()


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.size(2), 1).unfold(2, K.size(3), 1)
    last = windows.permute(1, 2, 0, 3, 4).flatten(start_dim=2)
    return F.linear(last, K.flatten(1)).permute(2, 0, 1)
