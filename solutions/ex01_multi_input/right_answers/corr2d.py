"""Right answers to `corr2d`, one style a cell; wrong answers start from them."""
import numpy as np
import torch
from d2l import torch as d2l

# %% loops: a window for each number of the map
def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))

# %% windows: all of them at once by unfold
def corr2d(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return (windows * K).sum((2, 3))


def corr2d_multi_in(X, K):
    return sum(corr2d(x, k) for x, k in zip(X, K))

# %% fourier: a correlation is a product with the conjugate spectrum
def corr2d(X, K):
    H, W = X.shape
    spectrum = torch.fft.rfft2(X.double()) * torch.fft.rfft2(K.double(), s=(H, W)).conj()
    full = torch.fft.irfft2(spectrum, s=(H, W))
    return full[: H - K.shape[0] + 1, : W - K.shape[1] + 1].float()

# %% as_strided: windows without a copy, then tensordot
def corr2d(X, K):
    X = X.contiguous()
    h, w = K.shape
    size = (X.shape[0] - h + 1, X.shape[1] - w + 1, h, w)
    return torch.tensordot(X.as_strided(size, (*X.stride(), *X.stride())), K, dims=2)

# %% banded_matrices: one band for each row of the kernel
def corr2d(X, K):
    h, w = K.shape
    columns = X.shape[1] - w + 1

    def band(row):
        matrix = torch.zeros(X.shape[1], columns)
        for j in range(columns):
            matrix[j : j + w, j] = row
        return matrix

    return sum(X[a : a + X.shape[0] - h + 1] @ band(K[a]) for a in range(h))

# %% sparse_matrix: the whole map is one sparse product
def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    rows, columns = H - h + 1, W - w + 1
    grid = torch.cartesian_prod(torch.arange(rows), torch.arange(columns), torch.arange(h), torch.arange(w)).reshape(-1, 4)
    i, j, a, b = grid.unbind(1)
    places = torch.stack([i * columns + j, (i + a) * W + j + b])
    matrix = torch.sparse_coo_tensor(places, K[a, b], (rows * columns, H * W))
    return torch.sparse.mm(matrix, X.reshape(-1, 1)).reshape(rows, columns)

# %% index_grids: all pixels of all windows by four lists of indices
def corr2d(X, K):
    h, w = K.shape
    i = torch.arange(X.shape[0] - h + 1).view(-1, 1, 1, 1)
    j = torch.arange(X.shape[1] - w + 1).view(1, -1, 1, 1)
    a, b = torch.arange(h).view(1, 1, -1, 1), torch.arange(w).view(1, 1, 1, -1)
    return (X[i + a, j + b] * K).flatten(2).sum(-1)

# %% index_add: each pixel adds to every place that sees it
def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    rows, columns = H - h + 1, W - w + 1
    flat = torch.zeros(rows * columns)
    places = torch.arange(rows * columns)
    for a in range(h):
        for b in range(w):
            flat.index_add_(0, places, X[a : a + rows, b : b + columns].reshape(-1) * K[a, b])
    return flat.reshape(rows, columns)

# %% reduce_over_offsets: shifted images, added by functools
from functools import reduce
from itertools import product
from operator import add


def corr2d(X, K):
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    shifted = (K[a, b] * X[a : a + rows, b : b + columns] for a, b in product(*map(range, K.shape)))
    return reduce(add, shifted)

# %% halves: a kernel is split until one number is left
def corr2d(X, K):
    h, w = K.shape
    if h == w == 1:
        return X * K
    if h > 1:
        upper = corr2d(X[: X.shape[0] - h // 2], K[: h - h // 2])
        return upper + corr2d(X[h - h // 2 :], K[h - h // 2 :])
    left = corr2d(X[:, : X.shape[1] - w // 2], K[:, : w - w // 2])
    return left + corr2d(X[:, w - w // 2 :], K[:, w - w // 2 :])

# %% vmap_over_rows
def corr2d(X, K):
    h, w = K.shape
    strips = X.unfold(0, h, 1).transpose(1, 2)
    windows = strips.unfold(2, w, 1)
    return torch.vmap(lambda strip: torch.einsum("ajb,ab->j", strip, K))(windows)

# %% plain_lists: Python's numbers, a tensor at the end
def corr2d(X, K):
    image, kernel = X.tolist(), K.tolist()
    rows, columns = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    return torch.tensor(
        [
            [
                sum(x * k for line, row in zip(image[i : i + len(kernel)], kernel) for x, k in zip(line[j : j + len(row)], row))
                for j in range(columns)
            ]
            for i in range(rows)
        ]
    )

# %% masks: the kernel on an empty sheet, rolled from place to place
def corr2d(X, K):
    sheet = torch.zeros_like(X)
    sheet[: K.shape[0], : K.shape[1]] = K
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    return torch.stack(
        [torch.stack([(X * sheet.roll((i, j), (0, 1))).sum() for j in range(columns)]) for i in range(rows)]
    )

# %% addcmul: in place, one offset after the other
def corr2d(X, K):
    out = X.new_zeros(X.size(0) - K.size(0) + 1, X.size(1) - K.size(1) + 1)
    for a, row in enumerate(K):
        for b, k in enumerate(row):
            out.addcmul_(X[a : a + out.size(0), b : b + out.size(1)], k)
    return out

# %% dataclass_and_property
from dataclasses import dataclass


@dataclass
class Slide:
    image: torch.Tensor
    kernel: torch.Tensor

    @property
    def size(self) -> tuple[int, int]:
        return tuple(n - k + 1 for n, k in zip(self.image.shape, self.kernel.shape))

    def __call__(self) -> torch.Tensor:
        (rows, columns), (h, w) = self.size, self.kernel.shape
        return torch.stack(
            [torch.stack([torch.dot(self.image[i : i + h, j : j + w].flatten(), self.kernel.flatten()) for j in range(columns)])
             for i in range(rows)]
        )


def corr2d(X, K):
    return Slide(X, K)()

# %% numpy_views: sliding_window_view and einsum
def corr2d(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.numpy(), tuple(K.shape))
    return torch.from_numpy(np.einsum("ijab,ab->ij", windows, K.numpy()))
