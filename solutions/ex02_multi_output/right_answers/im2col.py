"""F.unfold and a matrix product for both; warns; view instead of reshape."""
import warnings

import torch
import torch.nn.functional as F


def im2col(X, h, w):
    return F.unfold(X.unsqueeze(0), kernel_size=(h, w)).squeeze(0)


def corr2d_multi_in_out(X, K):
    warnings.warn("this is the im2col version")
    c_out, _, h, w = K.shape
    Y = K.view(c_out, -1) @ im2col(X, h, w)
    return Y.view(c_out, X.size(1) - h + 1, X.size(2) - w + 1)


def corr2d_multi_in_out_vectorized(X, K):
    return corr2d_multi_in_out(X, K)
