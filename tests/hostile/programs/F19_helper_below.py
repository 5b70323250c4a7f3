"""Needs a helper that only an older run of the notebook had: it runs top to bottom, so the name is not there."""

import torch


def corr2d_multi_in_out(X, K):
    return helper_of_yesterday(X, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
