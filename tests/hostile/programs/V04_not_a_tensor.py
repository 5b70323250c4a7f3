"""Returns a list, and an array of NumPy, with the right numbers."""

import numpy as np
import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return right(X, K).tolist()


def corr2d_multi_in_out_vectorized(X, K):
    return np.asarray(right(X, K))
