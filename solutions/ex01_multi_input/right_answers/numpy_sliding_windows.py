"""NumPy's sliding_window_view and vdot; float32 is kept."""
import numpy as np
import torch


def corr2d(X, K):
    views = np.lib.stride_tricks.sliding_window_view(X.numpy(), tuple(K.shape))
    return torch.from_numpy(np.einsum("ijab,ab->ij", views, K.numpy()))


def corr2d_multi_in(X, K):
    views = np.lib.stride_tricks.sliding_window_view(X.numpy(), tuple(K.shape[1:]), axis=(1, 2))
    return torch.as_tensor(np.tensordot(views, K.numpy(), axes=((0, 3, 4), (0, 1, 2))))
