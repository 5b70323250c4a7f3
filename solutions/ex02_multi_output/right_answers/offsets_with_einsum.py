"""A loop over the kernel's offsets with einsum; list comprehension over indices."""
import torch
import torch.nn.functional as F
from d2l import torch as d2l


def corr2d_multi_in_out(X, K):
    return torch.stack([torch.stack([d2l.corr2d(X[c], K[o, c]) for c in range(K.shape[1])]).sum(0) for o in range(K.shape[0])])


def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    Y = 0
    for a in range(h):
        for b in range(w):
            Y = Y + torch.einsum("oc,cij->oij", K[:, :, a, b], X[:, a:a + rows, b:b + columns])
    return Y
