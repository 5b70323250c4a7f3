"""What chapter 2 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for corr2d_multi_in_out, fades
def corr2d_multi_in_out(X, K):
    """A map for each filter of K, one behind the other."""
    maps = []
    for k in K:
        maps.append(corr2d_multi_in(X, k))
        # or first_filter_for_all: maps.append(corr2d_multi_in(X, K[0]))
    return torch.stack(maps, dim=0)
    # or stacks_on_last_axis: return torch.stack(maps, dim=-1)
    # or cat_for_stack: return torch.cat(maps, dim=0)

# %% for corr2d_multi_in_out_vectorized
def one_map_by_offsets(X, K):
    """The map of one filter K (channels, rows, columns): one step for each cell of the window."""
    h, w = X.shape[1] - K.shape[1] + 1, X.shape[2] - K.shape[2] + 1
    # or no_plus_one: h, w = X.shape[1] - K.shape[1], X.shape[2] - K.shape[2]
    Y = torch.zeros(h, w)
    for u in range(K.shape[1]):
        for v in range(K.shape[2]):
            shifted = X[:, u:u + h, v:v + w]
            # or rows_columns_exchanged: shifted = X[:, v:v + h, u:u + w]
            Y = Y + torch.tensordot(K[:, u, v], shifted, dims=1)
            # or kernel_flipped: Y = Y + torch.tensordot(K[:, -1 - u, -1 - v], shifted, dims=1)
    return Y

# %% questions
import torch
import torch.nn.functional as F

from autograder.testing import oracle, small_inputs


@oracle("one_map_by_offsets")
def one_map(X, K):
    """PyTorch's own operation with one filter."""
    return F.conv2d(X[None], K[None])[0, 0]


@small_inputs("one_map_by_offsets")
def small(rng):
    """From one number up; no two sizes of a tensor alike as soon as it holds enough numbers."""
    sizes = [(1, 1, 1, 1, 1), (1, 1, 2, 1, 1), (1, 2, 1, 1, 1), (1, 1, 2, 1, 2), (1, 2, 1, 2, 1), (1, 1, 3, 1, 2), (1, 3, 1, 2, 1), (2, 1, 1, 1, 1)]
    for channels, height, width, rows, columns in [*sizes, (2, 1, 3, 1, 2), (2, 3, 1, 2, 1), (2, 2, 3, 2, 2), (2, 3, 4, 2, 3), (3, 4, 5, 2, 3), (4, 5, 3, 3, 2)]:
        for _ in range(3):
            draw = lambda *shape: torch.tensor(rng.sample(range(-9, 10), 19) * 4, dtype=torch.float32)[: torch.Size(shape).numel()].reshape(shape)
            yield {"X": draw(channels, height, width), "K": draw(channels, rows, columns)}
