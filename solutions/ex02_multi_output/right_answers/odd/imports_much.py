"""Imports every large library that it knows of, and uses each."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import sklearn.datasets
import sympy
import torch
from scipy import fft, ndimage, optimize, signal, sparse, stats

digits = pd.DataFrame(sklearn.datasets.load_digits().data)
digits.describe()
plt.hist(digits.values.ravel())
sympy.integrate(sympy.Symbol("x"))
torch.nn.Conv2d(8, 8, 3)(torch.ones(4, 8, 64, 64)).sum().backward()
stats.norm.fit(np.arange(9.0)), optimize.minimize(lambda x: x @ x, np.ones(3)), fft.fft(np.ones(8)), sparse.eye(9)

def corr2d_multi_in_out(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), K.shape[2:], axis=(1, 2))
    return torch.from_numpy(np.einsum("cijhw,ochw->oij", windows, K.numpy()).astype(np.float32))

corr2d_multi_in_out_vectorized = corr2d_multi_in_out
