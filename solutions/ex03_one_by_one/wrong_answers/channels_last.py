"""Believes that the last axis of X holds the channels."""
HINT = "Which axis of X is as long as the number of channels?"
READ = "book/01-multi-input-channels#channels-first"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    h, w, c_i = X.shape
    c_o = K.shape[0]
    return (X.reshape(h * w, c_i) @ K.reshape(c_o, c_i).T).reshape(h, w, c_o)
