"""Returns right numbers of another kind."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return right(X, K).double()


def corr2d_multi_in_out_vectorized(X, K):
    return right(X, K).to(torch.complex64)
