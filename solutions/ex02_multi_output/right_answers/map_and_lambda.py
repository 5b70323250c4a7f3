"""map, lambda and starmap; the windows flattened and multiplied by the transposed filters."""
from itertools import starmap

import torch
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    of_one = lambda kernel: sum(starmap(d2l.corr2d, zip(X, kernel)))
    return torch.stack(list(map(of_one, K)))


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    flat = windows.permute(1, 2, 0, 3, 4).reshape(-1, K[0].numel())
    return (flat @ K.reshape(len(K), -1).T).T.reshape(len(K), *windows.shape[1:3])
