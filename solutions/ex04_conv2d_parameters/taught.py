"""What chapter 4 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for conv2d_output_shape, fades
def side(n, k, s, p, d):
    """One side of the result: n cells, a window of k, stride s, padding p, dilation d."""
    window = d * (k - 1) + 1
    # or dilated_span_d_times_k: window = d * k
    room = n + 2 * p - window
    # or padding_once: room = n + p - window
    if room < 0:
        raise ValueError("the window does not fit")
    return room // s + 1
    # or one_inside_the_floor: return (room + 1) // s

# %% for conv2d_parameter_count
def plain_count(c_in, c_out, rows, columns):
    """The parameters of a layer with bias, whose windows are (rows, columns)."""
    one_slice = rows * columns
    # or sides_added: one_slice = rows + columns
    one_filter = c_in * one_slice
    # or filters_are_flat: one_filter = one_slice
    biases = c_out
    # or bias_for_each_pair: biases = c_in * c_out
    return c_out * one_filter + biases

# %% questions
from itertools import product

import torch
from torch import nn
import torch.nn.functional as F

from autograder.testing import oracle, small_inputs


@oracle("side")
def length(n, k, s, p, d):
    """Convolve a line without contents; what PyTorch refuses is a ValueError here."""
    line, weight = torch.empty(1, 1, n, device="meta"), torch.empty(1, 1, k, device="meta")
    try:
        return F.conv1d(line, weight, stride=s, padding=p, dilation=d).shape[2]
    except RuntimeError as error:
        raise ValueError(str(error)) from error


@small_inputs("side")
def sides(rng):
    """Without settings, then one setting after the other, then all."""
    for n, k in [(1, 1), (2, 1), (3, 2), (2, 2), (5, 3), (1, 2), (2, 5)]:
        yield {"n": n, "k": k, "s": 1, "p": 0, "d": 1}
    for n, k, (s, p, d) in product((4, 7), (2, 3), [(2, 0, 1), (3, 0, 1), (1, 1, 1), (1, 2, 1), (1, 0, 2), (1, 0, 3), (2, 1, 1), (2, 1, 2)]):
        yield {"n": n, "k": k, "s": s, "p": p, "d": d}


@oracle("plain_count")
def learnt(c_in, c_out, rows, columns):
    """Build the layer and count."""
    return sum(each.numel() for each in nn.Conv2d(c_in, c_out, (rows, columns), device="meta").parameters())


@small_inputs("plain_count")
def layers(rng):
    """From one weight up."""
    for c_in, c_out, rows, columns in [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (1, 1, 1, 2), (1, 1, 2, 2), (2, 3, 1, 1), (2, 3, 1, 2), (3, 2, 3, 1), (3, 8, 3, 3), (6, 16, 5, 4)]:
        yield {"c_in": c_in, "c_out": c_out, "rows": rows, "columns": columns}
