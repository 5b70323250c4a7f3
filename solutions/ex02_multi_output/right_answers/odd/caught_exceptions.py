"""Tries a way that fails, and catches it."""

import torch


def corr2d_multi_in_out(X, K):
    try:
        return X @ K["nothing"]
    except (TypeError, IndexError, RuntimeError):
        pass
    try:
        raise KeyError("on purpose")
    except KeyError:
        pass
    finally:
        Y = None
    del Y
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.einsum("chwij,ocij->ohw", windows, K)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
