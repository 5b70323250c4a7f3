# %% [markdown]
# # Separable convolution
#
# Two microphones record a concert, each on a *track* of its own. First, each track goes through a filter of its own: the filter
# combines a few moments in a row, but never the two tracks. Then a mixing desk makes the sound for each loudspeaker: it takes
# a part of track 0 and a part of track 1, the same parts at every moment, and never combines two moments.
# The tracks are the input channels, the loudspeakers are the output channels, and the moments are the pixels.
#
# ```text
#   DEPTHWISE combines neighbours and mixes no channels
#
#      tracks X         a slice each, K         filtered tracks
#     (2, 1, 4)            (2, 1, 2)               (2, 1, 3)
#
#   ┌──┬──┬──┬──┐          ┌──┬──┐               ┌──┬──┬──┐
#   │ 1│ 2│ 4│ 7│   with   │-1│ 1│     ───▶      │ 1│ 2│ 3│
#   └──┴──┴──┴──┘          └──┴──┘               └──┴──┴──┘
#   ┌──┬──┬──┬──┐          ┌──┬──┐               ┌──┬──┬──┐
#   │ 3│ 0│ 1│ 5│   with   │ 1│ 1│     ───▶      │ 3│ 1│ 6│
#   └──┴──┴──┴──┘          └──┴──┘               └──┴──┴──┘
#
#   POINTWISE mixes channels and combines no neighbours
#
#   filtered tracks       the desk W            loudspeakers Y
#      (2, 1, 3)            (3, 2)                 (3, 1, 3)
#
#                           ┌──┬──┐              ┌──┬──┬──┐
#    ┌──┬──┬──┐             │ 1│ 0│              │ 1│ 2│ 3│  loudspeaker 0
#    │ 1│ 2│ 3│             ├──┼──┤              ├──┼──┼──┤
#    ├──┼──┼──┤     on      │ 1│ 1│     ───▶     │ 4│ 3│ 9│  loudspeaker 1
#    │ 3│ 1│ 6│             ├──┼──┤              ├──┼──┼──┤
#    └──┴──┴──┘             │ 2│-1│              │-1│ 3│ 0│  loudspeaker 2
#                           └──┴──┘              └──┴──┴──┘
#                     track  0  1
# ```
#
# A full convolution does both in one step, and needs a slice for every pair of channels. In two steps it is a
# *separable* convolution, which is used in small networks for phones. An image has two axes, height and width, where a
# track has only one; nothing else is different.
#
# You write both steps, then the two in a row, and count how many weights are saved. The chapter to this notebook is
# [A window of one pixel](../../book/03-1x1-convolution.md). The argument `groups` of PyTorch, which does the first step, is in
# [Every argument of Conv2d](../../book/04-conv2d-parameters.md).
#
# **How to check.** Run the cell under each function: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex06_separable ex06_separable.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
from d2l import torch as d2l

# %% [markdown]
# Here are the picture as tensors, a helper for the checks, and `d2l.corr2d`, which you may use: it correlates *one* plane with *one* slice.

# %%
# 2 channels, 1 row, 4 columns
tracks = torch.tensor([[[1.0, 2.0, 4.0, 7.0]], [[3.0, 0.0, 1.0, 5.0]]])
# a 1×2 slice for each channel
filters = torch.tensor([[[-1.0, 1.0]], [[1.0, 1.0]]])
# 3 loudspeakers, 2 tracks
desk = torch.tensor([[1.0, 0.0], [1.0, 1.0], [2.0, -1.0]])


def near(plane, numbers):
    """Whether a plane holds these numbers, up to rounding."""
    return torch.allclose(plane.float(), torch.tensor(numbers), atol=1e-4)


d2l.corr2d(tracks[0], filters[0])

# %% [markdown]
# ## Task 1 · `depthwise`
#
# Write a function that takes `X` of shape `(c, H, W)` and `K` of shape `(c, kH, kW)`, one slice for each channel,
# and returns the filtered channels `(c, outH, outW)`.
#
# - Cross-correlation: the slice is not flipped. No padding, stride 1, no bias.
# - PyTorch keeps such a weight as `(c, 1, kH, kW)`. Here the axis of length one is left out.
#
# **Predict first:** in the first exercise, one slice for each channel gave *one* map. Which step of that exercise is left
# out here?
#
# <details><summary>Hint 1: a nudge</summary>
#
# Take channel 1 alone. Which slice does it meet? Does any other channel change the result?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# You know how to correlate one plane with one slice. Loop over both stacks at the same time, a plane and a slice at each step.
# How many results do you have at the end?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# `zip` loops over two stacks at the same time; `torch.stack` makes one tensor of a list of planes with the same shape.
# Your function for the first exercise may need only one change: what happened with the list at the end?
#
# </details>

# %% answer="depthwise"
def depthwise(X, K):
    """Each channel of X (c, H, W) with its own slice of K (c, kH, kW), nothing added up: (c, outH, outW)."""
    ### BEGIN SOLUTION
    return torch.stack([d2l.corr2d(channel, kernel) for channel, kernel in zip(X, K)])
    ### END SOLUTION

# %% checks="depthwise"
Y = depthwise(tracks, filters)
assert isinstance(Y, torch.Tensor), (
    f"One tensor should come back, but this is a {type(Y).__name__}. Is there a `return`? Are the planes stacked?")
assert Y.shape == (2, 1, 3), (
    f"Two tracks stay two: the shape should be (2, 1, 3), yours is {tuple(Y.shape)}.")
assert near(Y[0], [[1.0, 2.0, 3.0]]), (
    f"Track 0 and its slice (-1, 1): [1, 2, 3] expected, yours is {Y[0].tolist()}.")
assert near(Y[1], [[3.0, 1.0, 6.0]]), (
    f"Track 1 and its slice (1, 1): [3, 1, 6] expected, yours is {Y[1].tolist()}. Which slice did it meet?")
shape = tuple(depthwise(torch.randn(4, 6, 9), torch.randn(4, 2, 5)).shape)
assert shape == (4, 5, 5), f"4 channels of 6×9 with slices of 2×5: (4, 5, 5) expected, yours is {shape}."
print("✓ Every channel meets its own slice, and no channels are mixed.")

# %% [markdown]
# ## Task 2 · `pointwise`
#
# Now comes the mixing desk. Write a function that takes `X` of shape `(c_in, H, W)` and `W` of shape `(c_out, c_in)`
# and returns the mixed channels `(c_out, H, W)`: at each pixel, a weighted sum over the channels.
#
# It is the 1×1 convolution of the third exercise, but the weight is without its two axes of length one. If you have solved
# that exercise, take your function and change what is necessary.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Loudspeaker 2 of the picture plays 2 times track 0 minus track 1. Which row of `W` is that?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# All pixels, side by side, make a matrix with as many rows as there are channels. Which matrix must be on its left?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Use either `reshape`, a matrix product, and `reshape` back, height first; or `torch.einsum` with a letter for each axis:
# one letter occurs in both factors but not in the result.
#
# </details>

# %% answer="pointwise"
def pointwise(X, W):
    """At each pixel of X (c_in, H, W) the weighted sums over its channels, weights W (c_out, c_in): (c_out, H, W)."""
    ### BEGIN SOLUTION
    _, height, width = X.shape
    return torch.mm(W, X.flatten(start_dim=1)).reshape(len(W), height, width)
    ### END SOLUTION

# %% checks="pointwise"
filtered = torch.tensor([[[1.0, 2.0, 3.0]], [[3.0, 1.0, 6.0]]])
Y = pointwise(filtered, desk)
assert isinstance(Y, torch.Tensor), f"A tensor should come back, but this is a {type(Y).__name__}. Is there a `return`?"
assert Y.shape == (3, 1, 3), (
    f"2 tracks on 3 loudspeakers, 3 moments: the shape should be (3, 1, 3), yours is {tuple(Y.shape)}.")
for speaker, plays in enumerate([[[1.0, 2.0, 3.0]], [[4.0, 3.0, 9.0]], [[-1.0, 3.0, 0.0]]]):
    assert near(Y[speaker], plays), f"Loudspeaker {speaker} should play {plays}, yours plays {Y[speaker].tolist()}."
shape = tuple(pointwise(torch.randn(4, 2, 5), torch.randn(3, 4)).shape)
assert shape == (3, 2, 5), f"4 channels of 2×5 mixed into 3: the shape should be (3, 2, 5), yours is {shape}."
print("✓ The desk mixes every pixel in the same way.")

# %% [markdown]
# ## Task 3 · `separable`
#
# Now do the two steps in a row: first every channel meets its own slice, then the channels are mixed. There is nothing
# between the steps: no ReLU and no bias.
#
# The function takes `X` `(c, H, W)`, `depthwise_weight` `(c, kH, kW)` and `pointwise_weight` `(c_out, c)`,
# and returns `(c_out, outH, outW)`. You may use what you have written.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow the shapes in the picture from left to right. What goes into the mixing desk?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# There are as many slices as *input* channels. Could the mixing desk come first?
#
# </details>

# %% answer="separable"
def separable(X, depthwise_weight, pointwise_weight):
    """Depthwise with (c, kH, kW), then pointwise with (c_out, c), on X (c, H, W): (c_out, outH, outW)."""
    ### BEGIN SOLUTION
    return pointwise(depthwise(X, depthwise_weight), pointwise_weight)
    ### END SOLUTION

# %% checks="separable"
Y = separable(tracks, filters, desk)
assert isinstance(Y, torch.Tensor), f"A tensor should come back, but this is a {type(Y).__name__}. Is there a `return`?"
assert Y.shape == (3, 1, 3), (
    f"From 2 tracks to 3 loudspeakers: the shape should be (3, 1, 3), yours is {tuple(Y.shape)}.")
for speaker, plays in enumerate([[[1.0, 2.0, 3.0]], [[4.0, 3.0, 9.0]], [[-1.0, 3.0, 0.0]]]):
    assert near(Y[speaker], plays), f"Loudspeaker {speaker} should play {plays}, yours plays {Y[speaker].tolist()}."
shape = tuple(separable(torch.randn(5, 6, 9), torch.randn(5, 3, 2), torch.randn(2, 5)).shape)
assert shape == (2, 4, 8), f"5 channels of 6×9, slices of 3×2, mixed into 2: (2, 4, 8) expected, yours is {shape}."
print("✓ The two steps together work.")

# %% [markdown]
# ## Task 4 · `separable_savings`
#
# What is it good for? Write a function that returns two whole numbers: the number of weights of a *full* convolution from
# `in_channels` to `out_channels`, and that of the *separable* convolution that replaces it. There are no biases.
#
# - `kernel_size` is one number or a pair `(height, width)`.
# - Use arithmetic only: make no layer.
#
# **Predict first:** there are 64 channels in, 128 out and a 3×3 window. Is the separable layer two times smaller, or eight times?
#
# <details><summary>Hint 1: a nudge</summary>
#
# From the shape of a weight you know how many numbers it holds. You need three shapes: of the full weight, of `K` and of `W`. Which are they?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# In which of the three shapes are the height and width of a slice? In which are both numbers of channels? And do you add or
# multiply the weights of the two small layers?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# `isinstance(kernel_size, int)` is true for one number and false for a pair. Return a pair, `full, separable`.
#
# </details>

# %% answer="separable_savings"
def separable_savings(in_channels, out_channels, kernel_size):
    """How many weights a full convolution has, and how many a separable one, two ints; kernel_size an int or a pair."""
    ### BEGIN SOLUTION
    kernel_height, kernel_width = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    area = kernel_height * kernel_width
    return out_channels * in_channels * area, in_channels * area + out_channels * in_channels
    ### END SOLUTION

# %% checks="separable_savings"
def saves(expected, *arguments):
    got = separable_savings(*arguments)
    asked = f"separable_savings({', '.join(map(str, arguments))})"
    assert isinstance(got, (tuple, list)) and len(got) == 2, f"{asked} should be two numbers, yours is {got}."
    assert tuple(got) == expected, f"{asked} should be {expected}, yours is {tuple(got)}."
    assert all(type(number) is int for number in got), f"{asked} should be whole numbers, yours is {got}. Print the types."


saves((12, 10), 2, 3, (1, 2))  # the picture: how many numbers are in K, how many in W?
saves((73728, 8768), 64, 128, 3)
saves((30, 16), 2, 3, (1, 5))
saves((54, 33), 3, 2, 3)
saves((12, 15), 3, 4, 1)
full, apart = separable_savings(64, 128, 3)
print(f"✓ {full:,} weights against {apart:,}: {full / apart:.2f} times fewer.")

# %% [markdown]
# ## A question to answer in words
#
# Whatever a separable convolution computes, *one* full convolution can compute, too. What would its weight be at `[o, c]`, the
# slice of filter `o` for channel `c`? And why can most full convolutions not be replaced by a separable one: what do you
# lose with the smaller number of weights? Write three or four sentences. A person reads them.

# %% [markdown] question="what_is_given_up"
### BEGIN SOLUTION
# The slice at [o, c] would be the number W[o, c] times the slice K[c], because scaling a filtered channel is the same as
# scaling its slice. So all filters have the same slice for channel c, except for a factor.
# In a full convolution each of the c_out · c slices is free: filter 0 may find edges in channel c while filter 1
# blurs it. With one slice for each channel this is impossible. The layer has fewer weights, but it can compute less.
### END SOLUTION
### BEGIN RUBRIC
# - 1: gives the slice: W[o, c] times K[c]
# - 0.5: says that all filters then have the same slice for a channel, except for a factor
# - 0.5: says what is lost: filters that find different things in one channel
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - Build the same as `nn.Sequential(nn.Conv2d(2, 2, (1, 2), groups=2, bias=False), nn.Conv2d(2, 3, 1, bias=False))`,
#   copy the weights in and compare the results. Which axes of length one do you have to add?
# - For 3×3 windows the ratio of the two numbers approaches a limit as `out_channels` grows. Which number is it, and why?
# - With a 1×1 window the separable layer is larger, as the check shows. From which `out_channels` on is it smaller with 2×1?
