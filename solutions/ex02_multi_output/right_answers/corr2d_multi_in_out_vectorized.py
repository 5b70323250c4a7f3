"""Right answers to `corr2d_multi_in_out_vectorized`, one style a cell; wrong answers start from them."""
import torch

# %% patches_and_matmul: im2col
def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    rows, columns = windows.shape[1:3]
    patches = windows.permute(0, 3, 4, 1, 2).reshape(c * h * w, rows * columns)
    return (K.reshape(o, -1) @ patches).reshape(o, rows, columns)
