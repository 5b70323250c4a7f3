"""Believes that reshaping (c, h, w) to (h·w, c) gathers each pixel's channels."""
HINT = "Print the first row after your reshape. Do these numbers belong to one pixel?"
READ = "book/03-1x1-convolution#pixels-as-rows"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    pixels = X.reshape(h * w, c_i)
    Y = pixels @ K.reshape(c_o, c_i).T
    return Y.T.reshape(c_o, h, w)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    pixels = X.reshape(h * w, c_i)
    Y = pixels @ K.reshape(c_o, c_i).T
    return Y.reshape(c_o, h, w)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    return torch.mm(X.reshape(h * w, c_i), K.reshape(c_i, c_o)).reshape(c_o, h, w)


# %% another coding
import torch


def corr2d_multi_in_out_1x1(X, K):
    c_i, h, w = X.shape
    c_o = K.shape[0]
    return torch.mm(X.reshape(h * w, c_i), K.reshape(c_i, c_o)).T.reshape(c_o, h, w)
