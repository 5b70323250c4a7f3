"""Returns a tensor without numbers; a sparse one."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return right(X, K).to('meta')


def corr2d_multi_in_out_vectorized(X, K):
    return right(X, K).to_sparse()
