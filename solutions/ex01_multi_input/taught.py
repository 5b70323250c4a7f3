"""What chapter 1 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for corr2d
def slide(x, k):
    """What a slice k of one row gives along one row x: a number for each position."""
    n = len(k)
    y = torch.zeros(len(x) - n + 1)
    # or no_plus_one: y = torch.zeros(len(x) - n)
    for j in range(len(y)):
        window = x[j:j + n]
        # or window_not_moved: window = x[:n]
        y[j] = (window * k).sum()
        # or window_averaged: y[j] = (window * k).mean()
    return y

# %% for corr2d_multi_in, fades
def corr2d_multi_in(X, K):
    """The one map that a filter K makes of all channels of X."""
    Y = 0
    for x, k in zip(X, K):
        Y = Y + d2l.corr2d(x, k)
        # or one_slice_for_all: Y = Y + d2l.corr2d(x, K[0])
        # or last_channel_only: Y = d2l.corr2d(x, k)
    return Y
    # or channels_averaged: return Y / len(X)

# %% questions
import torch
import torch.nn.functional as F

from autograder.testing import oracle, small_inputs


@oracle("slide")
def row(x, k):
    """PyTorch's own operation along one axis."""
    return F.conv1d(x[None, None], k[None, None])[0, 0]


@small_inputs("slide")
def rows(rng):
    """From one number up, whole numbers that all differ."""
    for wide, narrow in [(1, 1), (2, 1), (2, 2), (3, 2), (4, 2), (3, 3), (5, 3), (7, 4)]:
        for _ in range(3):
            numbers = [float(number) for number in rng.sample([*range(-20, 0), *range(1, 21)], wide + narrow)]
            yield {"x": torch.tensor(numbers[:wide]), "k": torch.tensor(numbers[wide:])}
