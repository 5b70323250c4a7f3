"""Believes that the flat product is reshaped to (c, width, height)."""
HINT = "Try an image that is not square and compare the shapes. Which comes first, the height or the width?"
READ = "book/03-1x1-convolution#reshape-and-mm"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, w, h = X.shape
    c_o = K.shape[0]
    X = X.reshape((c_i, h * w))
    K = K.reshape((c_o, c_i))
    return torch.mm(K, X).reshape((c_o, h, w))


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    maps = torch.mm(K[:, :, 0, 0], X.flatten(1))
    return maps.view(K.size(0), X.size(2), X.size(1))
