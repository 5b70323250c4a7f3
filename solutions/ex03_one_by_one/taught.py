"""What chapter 3 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for corr2d_multi_in_out_1x1, fades
def corr2d_multi_in_out_1x1(X, K):
    """All pixels in one matrix product, as d2l computes it."""
    c_i, h, w = X.shape
    c_o = K.shape[0]
    X = X.reshape((c_i, h * w))
    # or reshape_thrown_away: X.reshape((c_i, h * w))
    K = K.reshape((c_o, c_i))
    Y = torch.mm(K, X)
    # or product_reversed: Y = torch.mm(X, K)
    return Y.reshape((c_o, h, w))
    # or width_before_height: return Y.reshape((c_o, w, h))

# %% for linear_from_1x1
def mix_rows(X, W):
    """A matrix W (maps, channels) on every pixel of X (channels, rows, columns), with a pixel in each row."""
    c, h, w = X.shape
    pixels = X.permute(1, 2, 0).reshape(h * w, c)
    # or pixels_first_by_reshape: pixels = X.reshape(h * w, c)
    mixed = pixels @ W.t()
    # or matrix_reshaped_not_transposed: mixed = pixels @ W.reshape(c, -1)
    return mixed.t().reshape(-1, h, w)
    # or product_viewed_as_channels_first: return mixed.reshape(-1, h, w)

# %% questions
import torch
import torch.nn.functional as F

from autograder.testing import oracle, small_inputs


@oracle("mix_rows")
def mixed(X, W):
    """A convolution whose window is one pixel."""
    return F.conv2d(X[None], W[:, :, None, None])[0]


@small_inputs("mix_rows")
def small(rng):
    """From one number up, whole numbers that all differ."""
    for channels, height, width, maps in [(1, 1, 1, 1), (1, 1, 2, 1), (1, 2, 1, 1), (2, 1, 1, 1), (1, 1, 1, 2), (2, 1, 1, 2), (2, 1, 2, 1), (1, 1, 2, 2), (2, 1, 2, 2), (2, 2, 1, 3), (3, 1, 2, 2), (2, 2, 3, 4), (3, 2, 4, 2)]:
        for _ in range(3):
            numbers = [float(number) for number in rng.sample(range(-40, 41), channels * height * width + maps * channels)]
            X, W = numbers[: channels * height * width], numbers[channels * height * width :]
            yield {"X": torch.tensor(X).reshape(channels, height, width), "W": torch.tensor(W).reshape(maps, channels)}
