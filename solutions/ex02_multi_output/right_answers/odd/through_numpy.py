"""Goes through NumPy and comes back."""

import numpy as np
import torch


def corr2d_multi_in_out(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), K.shape[2:], axis=(1, 2))
    return torch.from_numpy(np.einsum("chwij,ocij->ohw", windows, K.numpy()))


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
