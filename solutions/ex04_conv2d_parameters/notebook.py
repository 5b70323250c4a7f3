# %% [markdown]
# # Every argument of `Conv2d`
#
# A photographer holds a wooden frame against a long wall and takes a picture of what is inside the frame.
# Then she moves the frame to the right and takes the next picture, as long as the whole frame is on the wall.
# How many pictures does she take? That depends on the wall and on four numbers. (The frame is the window, the wall is a row of the image.)
#
# ```text
#   kernel_size 3          ┏━━━━━━━━━━━┓
#                        1 ┃ 2   3   4 ┃ 5   6   7        how wide the frame is
#                          ┗━━━━━━━━━━━┛
#   stride 2             ┏━━━━━━━━━━━┓
#                        ┃ 1   2   3 ┃ 4   5   6   7      how long a step is:  1-3, 3-5, 5-7
#                        ┗━━━━━━━━━━━┛
#   padding 1        ┏━━━━━━━━━━━┓
#                    ┃ 0   1   2 ┃ 3   4   5   6   7   0  a zero at each end of the row
#                    ┗━━━━━━━━━━━┛
#   dilation 2           ┏━━━┓   ┏━━━┓   ┏━━━┓
#                        ┃ 1 ┃ 2 ┃ 3 ┃ 4 ┃ 5 ┃ 6   7      distance between neighbouring holes of the frame
#                        ┗━━━┛   ┗━━━┛   ┗━━━┛
# ```
#
# You write three functions: one computes how large the result is, one how many parameters the layer has, and one does the work of the layer.
# The chapter to this notebook: [Every argument of Conv2d](../../book/04-conv2d-parameters.md).
#
# **How to check.** Run the cell under each function: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex04_conv2d_parameters ex04_conv2d_parameters.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
import torch.nn.functional as F

# %% [markdown]
# `kernel_size`, `stride`, `padding` and `dilation` may each be one number or a pair `(for the height, for the width)`.
# Here is a helper that you may use:

# %%
def as_pair(value):
    """3 becomes (3, 3); (1, 2) stays (1, 2). Always the height first."""
    return (value, value) if isinstance(value, int) else tuple(value)


as_pair(3), as_pair((1, 2))

# %% [markdown]
# ## Task 1 · `conv2d_output_shape`
#
# Write a function that returns how high and how wide the result is, as two whole numbers `(height, width)`.
#
# - Use arithmetic only: make no layer and no convolution.
# - A last step that is too long is left out. So a column at the end may never be read.
# - If the frame is larger than the wall with its padding, raise a `ValueError`.
#
# **Predict first:** the wall has 7 pixels, the frame 2, and each step is 2. How many pictures are there, and which pixel is in none of them?
#
# <details><summary>Hint 1: a nudge</summary>
#
# Do one axis first, on paper. Where is the frame at the start? How far to the right may its left edge go? How many steps is that?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Answer three questions, one after the other. How long is the wall with padding at both ends? How wide is the frame from its first hole to its last, if there are gaps?
# And how many steps fit into the rest?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Python's `//` rounds down. The position before the first step counts, too. The chapter derives the formula in its section *The formula counts the positions*.
# Use it for both axes, each with its own numbers.
#
# </details>

# %% answer="conv2d_output_shape"
def conv2d_output_shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    """Height and width of the result, two ints; ValueError when the window does not fit."""
    ### BEGIN SOLUTION
    sizes = []
    for size, kernel, step, border, spread in zip(
        (height, width), as_pair(kernel_size), as_pair(stride), as_pair(padding), as_pair(dilation)
    ):
        room = size + 2 * border - (spread * (kernel - 1) + 1)
        if room < 0:
            raise ValueError(f"a window of {kernel} with dilation {spread} does not fit into {size} with padding {border}")
        sizes.append(room // step + 1)
    return tuple(sizes)
    ### END SOLUTION

# %% checks="conv2d_output_shape"
def says(expected, *arguments, **settings):
    got = conv2d_output_shape(*arguments, **settings)
    asked = ", ".join([*map(str, arguments), *(f"{name}={value}" for name, value in settings.items())])
    assert tuple(got) == expected, f"conv2d_output_shape({asked}) should be {expected}, yours is {got}."
    assert all(type(size) is int for size in got), f"conv2d_output_shape({asked}) should be whole numbers, yours is {got}. Print the types."


says((28, 28), 32, 32, 5)
says((32, 32), 32, 32, 3, padding=1)
says((3, 3), 7, 7, 2, stride=2)
says((4, 4), 9, 9, 3, stride=2, padding=1, dilation=2)
says((3, 4), 7, 9, 3, stride=2)
says((9, 6), 11, 7, (3, 2))
says((10, 6), 10, 8, 3, padding=(1, 0))
try:
    size = conv2d_output_shape(3, 8, 4)
except ValueError:
    print("✓ The sizes are right, and a frame that is too large raises an error.")
else:
    raise AssertionError(f"A window of 4 does not fit on 3 rows: raise a ValueError. Your function gives {size}.")

# %% [markdown]
# ## Task 2 · `conv2d_parameter_count`
#
# How many parameters does the layer have? Write a function that counts its weights, and its biases if it has them.
#
# With `groups=2` the channels are divided into two groups. A filter sees only the input channels of its own group.
# (You may assume that `groups` divides both `in_channels` and `out_channels`.)
#
# ```text
#    groups=1: 4 in, 6 out             groups=2: 4 in, 6 out
#       each filter has 4 slices          each filter has 2 slices
#     in  ████                          in  ██··   ··██
#     out ██████                        out ███··· ···███
# ```
#
# <details><summary>Hint 1: a nudge</summary>
#
# How many slices does one filter have? How many filters are there? And how many biases: one in all, one for each filter, or one for each slice?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# The shape of the weight is `(out_channels, ?, kernel height, kernel width)`. Which number belongs at the question mark if there are groups?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# `Conv2d(3, 2, 3)` of the chapter has 2 · 3 · 3 · 3 weights and 2 biases. Which of these numbers changes with `groups`, and which is gone with `bias=False`?
#
# </details>

# %% answer="conv2d_parameter_count"
def conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """How many parameters nn.Conv2d with these arguments has, an int."""
    ### BEGIN SOLUTION
    kernel_height, kernel_width = as_pair(kernel_size)
    weights = out_channels * (in_channels // groups) * kernel_height * kernel_width
    return weights + (out_channels if bias else 0)
    ### END SOLUTION

# %% checks="conv2d_parameter_count"
def counts(expected, *arguments, **settings):
    got = conv2d_parameter_count(*arguments, **settings)
    asked = ", ".join([*map(str, arguments), *(f"{name}={value}" for name, value in settings.items())])
    assert got == expected, f"conv2d_parameter_count({asked}) should be {expected}, yours is {got}."
    assert type(got) is int, f"conv2d_parameter_count({asked}) should be a whole number, yours is {got!r}."


counts(56, 3, 2, 3)
counts(54, 3, 2, 3, bias=False)
counts(156, 1, 6, 5)
counts(2416, 6, 16, 5)
counts(296, 4, 8, 3)
counts(152, 4, 8, 3, groups=2)
counts(80, 4, 8, 3, groups=4)
counts(39, 2, 3, (2, 3))
print("✓ You can count the parameters of a layer without making it.")

# %% [markdown]
# ## Task 3 · `conv2d`
#
# Now write the convolution itself, for a batch of images: `X` is `(N, C, H, W)`, `weight` is `(c_out, C / groups, kH, kW)`,
# `bias` is `None` or has one number for each output channel. The settings mean the same as above.
# Do not use `F.conv2d` or `nn.Conv2d`; `F.pad`, `unfold`, `einsum` and loops are all allowed.
#
# <details><summary>Hint 1: a nudge</summary>
#
# What is left to do if no setting is given? Write that first. Then add padding, stride, dilation, bias and groups, one by one, and check after each step.
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Padding comes first: `F.pad` starts with the *last* axis, `(left, right, top, bottom)`. After that you may forget the padding.
# Take the numbers `weight[:, :, a, b]`. Which rows of the padded image do they meet? Where do these rows start and end, and how far apart are they?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Indices can have a start, an end and a step: `X[:, :, start:end:step]`. The start comes from `a` and the dilation, the step is the stride.
# For groups: cut the channels of `X` and the filters of `weight` into as many parts as there are groups, compute each group alone, and join the results.
#
# </details>

# %% answer="conv2d"
def conv2d(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Cross-correlation of a batch X (N, C, H, W) with weight (c_out, C / groups, kH, kW): (N, c_out, outH, outW)."""
    ### BEGIN SOLUTION
    (step_y, step_x), (pad_y, pad_x), (spread_y, spread_x) = as_pair(stride), as_pair(padding), as_pair(dilation)
    kernel_height, kernel_width = weight.shape[2:]
    padded = F.pad(X, (pad_x, pad_x, pad_y, pad_y))
    rows = (padded.shape[2] - spread_y * (kernel_height - 1) - 1) // step_y + 1
    columns = (padded.shape[3] - spread_x * (kernel_width - 1) - 1) // step_x + 1
    teams = []
    for planes, filters in zip(padded.chunk(groups, dim=1), weight.chunk(groups, dim=0)):
        Y = 0
        for a in range(kernel_height):
            for b in range(kernel_width):
                top, left = a * spread_y, b * spread_x
                seen = planes[:, :, top:top + rows * step_y:step_y, left:left + columns * step_x:step_x]
                Y = Y + torch.einsum("ncij,oc->noij", seen[:, :, :rows, :columns], filters[:, :, a, b])
        teams.append(Y)
    Y = torch.cat(teams, dim=1)
    return Y if bias is None else Y + bias.reshape(1, -1, 1, 1)
    ### END SOLUTION

# %% checks="conv2d"
def differs(what, got, expected):
    assert isinstance(got, torch.Tensor), f"{what}: a tensor should come back, but this is a {type(got).__name__}."
    assert got.shape == expected.shape, f"{what}: the shape should be {tuple(expected.shape)}, yours is {tuple(got.shape)}."
    assert torch.allclose(got, expected, atol=1e-4), f"{what}: {expected.tolist()} expected, yours is {got.tolist()}."


# An image of ones: each number of a map is the sum of its filter, plus its bias. One plane and 3 filters, three planes and 4.
for planes, filters in [(1, 3), (3, 4)]:
    weight, bias = torch.randn(filters, planes, 3, 3), torch.randn(filters)
    sums = weight.sum(dim=(1, 2, 3)) + bias
    differs(f"ones with {planes} plane(s) and {filters} filters", conv2d(torch.ones(1, planes, 5, 5), weight, bias=bias), sums.reshape(1, filters, 1, 1).expand(1, filters, 3, 3))

# The layer Conv2d(3, 2, 3, stride=2) on a 7×7 image; one of its numbers by hand.
X, weight, bias = torch.rand(1, 3, 7, 7), torch.randn(2, 3, 3, 3), torch.randn(2)
Y = conv2d(X, weight, bias=bias, stride=2)
assert Y.shape == (1, 2, 3, 3), f"stride 2 on 7×7: the shape should be (1, 2, 3, 3), yours is {tuple(Y.shape)}."
by_hand = (X[0, :, 2:5, 4:7] * weight[1]).sum() + bias[1]
differs("stride 2, map 1, row 1, column 2", Y[0, 1, 1, 2], by_hand)

row = torch.tensor([[[[1.0, 2.0, 3.0, 4.0, 5.0]]]])
two = torch.tensor([[[[1.0, 10.0]]]])
differs("a row of 5, no settings", conv2d(row, two), torch.tensor([[[[21.0, 32.0, 43.0, 54.0]]]]))
differs("a row of 5, stride=2", conv2d(row, two, stride=2), torch.tensor([[[[21.0, 43.0]]]]))
differs("a row of 5, dilation=2", conv2d(row, two, dilation=2), torch.tensor([[[[31.0, 42.0, 53.0]]]]))
differs("a row of 5, padding=(0, 1)", conv2d(row, two, padding=(0, 1)), torch.tensor([[[[10.0, 21.0, 32.0, 43.0, 54.0, 5.0]]]]))
teams = conv2d(torch.tensor([[[[1.0]], [[2.0]]]]), torch.tensor([[[[10.0]]], [[[100.0]]]]), groups=2)
differs("two planes, groups=2", teams, torch.tensor([[[[10.0]], [[200.0]]]]))
print("✓ Every argument works. Try two different images in one batch, too.")

# %% [markdown]
# ## A question to answer in words
#
# A layer with a 2×2 window and stride 2 gets a 7×7 image. Which pixels are never read, and why does PyTorch raise no error?
# Name two changes of the settings, each of which alone would make the layer read them. Write three or four sentences. A person reads them.

# %% [markdown] question="one_column_never_read"
### BEGIN SOLUTION
# The windows start at 0, 2 and 4, and the last one ends at 5; a window that starts at 6 would leave the image. So the last row and the last column (index 6) are never read.
# PyTorch rounds down: a last, incomplete step is left out, and this is not an error.
# With stride 1 the windows reach the end (the window that starts at 5 covers 5 and 6). With padding 1 the windows start at -1, 1, 3 and 5, and the last one covers 5 and 6. A window of 3 covers 4 to 6.
### END SOLUTION
### BEGIN RUBRIC
# - 0.5: names the last row and the last column
# - 0.5: says that an incomplete step is left out, which is no error
# - 0.5: names one setting that reads them
# - 0.5: names another one
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - Find all `(kernel_size, stride, padding)` with `kernel_size` up to 7 that turn 32 into 16.
# - `padding=1` keeps the size for a window of 3. Which padding keeps it for 5? And for 4?
# - Count the multiplications instead of the weights: which of the four settings reduce them? The formula card of the [chapter](../../book/04-conv2d-parameters.md) says how to count.
