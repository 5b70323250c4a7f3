"""Lets SciPy do it, by its public name and by a kept reference."""

import numpy as np
import torch
from scipy import ndimage, signal
from scipy.signal import correlate as kept


def corr2d_multi_in_out(X, K):
    return torch.stack([torch.from_numpy(kept(X.numpy(), k.numpy(), mode="valid"))[0] for k in K])


def corr2d_multi_in_out_vectorized(X, K):
    return torch.from_numpy(np.stack([ndimage.correlate(X.numpy(), k.numpy()).sum(0) for k in K]))
