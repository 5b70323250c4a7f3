"""Right answers to `corr2d_multi_in_out_vectorized`, one style a cell; wrong answers start from them."""
import torch

# %% patches_and_matmul: im2col
def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    windows = X.unfold(1, h, 1).unfold(2, w, 1)
    rows, columns = windows.shape[1:3]
    patches = windows.permute(0, 3, 4, 1, 2).reshape(c * h * w, rows * columns)
    return (K.reshape(o, -1) @ patches).reshape(o, rows, columns)

# %% tensordot
def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return torch.tensordot(K, windows, dims=([1, 2, 3], [0, 3, 4]))

# %% fourier_of_all_pairs
def corr2d_multi_in_out_vectorized(X, K):
    H, W = X.shape[1:]
    images, filters = torch.fft.rfft2(X.double()), torch.fft.rfft2(K.double(), s=(H, W)).conj()
    full = torch.fft.irfft2((images * filters).sum(1), s=(H, W))
    return full[:, : H - K.shape[2] + 1, : W - K.shape[3] + 1].float()

# %% shifts_and_einsum: a loop over the kernel alone
def corr2d_multi_in_out_vectorized(X, K):
    rows, columns = X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1
    return sum(
        torch.einsum("oc,cij->oij", K[:, :, a, b], X[:, a : a + rows, b : b + columns])
        for a in range(K.shape[2])
        for b in range(K.shape[3])
    )

# %% unfold_function: F.unfold, a matrix product and fold's size
import torch.nn.functional as F


def corr2d_multi_in_out_vectorized(X, K):
    columns = F.unfold(X.unsqueeze(0), kernel_size=tuple(K.shape[2:])).squeeze(0)
    return (K.flatten(1) @ columns).unflatten(1, (X.shape[1] - K.shape[2] + 1, X.shape[2] - K.shape[3] + 1))

# %% broadcast_of_windows
def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    return (windows.unsqueeze(0) * K[:, :, None, None]).sum(dim=(1, 4, 5))

# %% vmap_over_filters_and_channels
def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    plane = torch.vmap(lambda seen, k: (seen * k).sum((-2, -1)))
    return torch.vmap(lambda kernel: plane(windows, kernel).sum(0))(K)

# %% linear_function: windows as rows of a linear layer
import torch.nn.functional as F


def corr2d_multi_in_out_vectorized(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1).permute(1, 2, 0, 3, 4).flatten(2)
    return F.linear(windows, K.flatten(1)).movedim(-1, 0)

# %% gathered_indices
def corr2d_multi_in_out_vectorized(X, K):
    o, c, h, w = K.shape
    i = torch.arange(X.shape[1] - h + 1)[:, None] + torch.arange(h)
    j = torch.arange(X.shape[2] - w + 1)[:, None] + torch.arange(w)
    return torch.einsum("ciajb,ocab->oij", X[:, i[:, :, None, None], j], K)
