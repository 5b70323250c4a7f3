# %% [markdown]
# # Many output channels
#
# Three people in a lighthouse look at the same photograph of the sea, which has two colour planes.
# The first looks for waves, the second for sails, the third for fog. Each of them sees **every** colour plane,
# and each draws **one** map that shows where the waves, the sails or the fog are. Three people make three maps.
#
# A layer with several output channels works in the same way. Each person is a *filter*, and there are as many maps as filters.
#
# ```text
#     input X              weight K                       output Y
#    (2, H, W)          (3, 2, kH, kW)                  (3, outH, outW)
#
#    ┌───────┐      filter 0: ┌──┐ + ┌──┐      ───▶        map 0
#    │ plane │                │  │   │  │
#    │   0   │                └──┘   └──┘
#    └───────┘      filter 1: ┌──┐ + ┌──┐      ───▶        map 1
#    ┌───────┐                │  │   │  │
#    │ plane │                └──┘   └──┘
#    │   1   │      filter 2: ┌──┐ + ┌──┐      ───▶        map 2
#    └───────┘                │  │   │  │
#                             └──┘   └──┘
#                            slice 0  slice 1
# ```
#
# You write two functions: one that is easy to read, and one without a loop over pixels.
# The chapter to this notebook: [Many output channels](../../book/02-multi-output-channels.md).
#
# **How to check.** Run the cell under each function: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex02_multi_output ex02_multi_output.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
from d2l import torch as d2l

# %% [markdown]
# ## What you already have
#
# In the first exercise you wrote the function for *one* filter: one filter on all input channels gives one map.
# Here is such a function, for you to use. You may replace it by your own.

# %%
def corr2d_multi_in(X, K):
    """One filter K (c_in, kH, kW) on all channels of X (c_in, H, W): one map (outH, outW)."""
    maps = [d2l.corr2d(X[channel], K[channel]) for channel in range(len(X))]
    return torch.stack(maps).sum(dim=0)


X = torch.tensor([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]],
                  [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]])
K_one = torch.tensor([[[0.0, 1.0], [2.0, 3.0]],
                      [[1.0, 2.0], [3.0, 4.0]]])
corr2d_multi_in(X, K_one)

# %% [markdown]
# Now there are three filters: the one above, the same plus one, and the same plus two.
# `torch.stack` puts them on a *new* axis in front.
#
# **Predict before you run:** what is the shape of `K`? And how many maps will come out?

# %%
K = torch.stack([K_one, K_one + 1, K_one + 2], dim=0)
K.shape

# %% [markdown]
# ## Task 1 · `corr2d_multi_in_out`
#
# Write a function that takes `X` of shape `(c_in, H, W)` and `K` of shape `(c_out, c_in, kH, kW)`
# and returns all maps in one tensor of shape `(c_out, outH, outW)`.
#
# - Cross-correlation: the slice is not flipped. No padding, stride 1, no bias.
#
# <details><summary>Hint 1: a nudge</summary>
#
# One call of `corr2d_multi_in` makes one map. What is different for each map, `X` or the filter?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# A `for` loop over a tensor goes along its first axis. Which shape do you get at each step of a loop over `K`?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# You have a list of maps, each `(outH, outW)`, and you want one tensor with a new first axis.
# Which function did that for the three filters above?
#
# </details>

# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(X, K):
    """All filters of K (c_out, c_in, kH, kW) on X (c_in, H, W): maps (c_out, outH, outW)."""
    ### BEGIN SOLUTION
    return torch.stack([corr2d_multi_in(X, k) for k in K], dim=0)
    ### END SOLUTION

# %% checks="corr2d_multi_in_out"
Y = corr2d_multi_in_out(X, K)
assert isinstance(Y, torch.Tensor), f"One tensor should come back, but this is a {type(Y).__name__}."
assert Y.shape == (3, 2, 2), f"3 filters, each makes a 2×2 map: the shape should be (3, 2, 2), yours is {tuple(Y.shape)}."
first, second, third = torch.tensor([[56.0, 72.0], [104.0, 120.0]]), torch.tensor([[76.0, 100.0], [148.0, 172.0]]), torch.tensor([[96.0, 128.0], [192.0, 224.0]])
assert Y.dtype == torch.float32, f"The maps should be of the type of X: float32 expected, yours is {Y.dtype}."
assert torch.allclose(Y[0], first, atol=1e-3), f"Map 0 comes from filter 0 alone and should be [[56, 72], [104, 120]], yours is {Y[0].tolist()}."
assert torch.allclose(Y[1], second, atol=1e-3), f"Map 1 should be [[76, 100], [148, 172]], yours is {Y[1].tolist()}. Which filter made it?"
assert torch.allclose(Y[2], third, atol=1e-3), f"Map 2 should be [[96, 128], [192, 224]], yours is {Y[2].tolist()}. Which filter made it?"
one_map = corr2d_multi_in_out(torch.ones(1, 2, 5), torch.ones(1, 1, 1, 2))
assert one_map.shape == (1, 2, 4), f"One filter is allowed too: (1, 2, 4) expected, yours is {tuple(one_map.shape)}."
print("✓ Three filters give three maps. This example has many equal sizes: try one of your own in which all sizes are different.")

# %% [markdown]
# ## Task 2 · `corr2d_multi_in_out_vectorized`
#
# The first version has a Python loop over all positions (you find it inside `d2l.corr2d`).
# On a photograph there are a million of them. Write the same function so that
# **the number of tensor operations does not depend on the size of the image**.
#
# A loop over the few numbers *of a slice*, or over channels, is allowed. A loop over rows, columns or pixels of the image is not.
#
# There are two ways to do it, shown here for a 2×2 slice:
#
# ```text
#   the image       windows first: all windows,          offsets first: shifted copies of the image,
#                   cut in one go                         one for each number of the slice
#    a  b  c        ┌─────┐ ┌─────┐                        slice      4 copies, each times one number
#    d  e  f        │ a b │ │ b c │                        ┌───┬───┐
#    g  h  i        │ d e │ │ e f │                        │ k │ l │   a b      b c      d e      e f
#                   └─────┘ └─────┘                        ├───┼───┤   d e ·k + e f ·l + g h ·m + h i ·n
#                   ┌─────┐ ┌─────┐                        │ m │ n │
#                   │ d e │ │ e f │                        └───┴───┘
#                   │ g h │ │ h i │
#                   └─────┘ └─────┘
# ```
#
# <details><summary>Hint 1: a nudge</summary>
#
# Choose one of the two ways. Which shape do you have after each step? Give each axis a name.
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# For *windows first*: `Tensor.unfold(axis, size, step)` cuts windows along one axis; use it once for the height and once for the width.
# For *offsets first*: how many rows does each shifted copy have? Which rows belong to offset `a`?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# `torch.einsum` multiplies and adds along named axes. It adds over the axes that are missing on the right of `->`. Which axes should be added here, and which should stay?
#
# </details>

# %% answer="corr2d_multi_in_out_vectorized"
def corr2d_multi_in_out_vectorized(X, K):
    """The same as corr2d_multi_in_out, with a number of operations that does not grow with the image."""
    ### BEGIN SOLUTION
    kernel_height, kernel_width = K.shape[2:]
    windows = X.unfold(1, kernel_height, 1).unfold(2, kernel_width, 1)  # (c_in, outH, outW, kH, kW)
    return torch.einsum("cijhw,ochw->oij", windows, K)
    ### END SOLUTION

# %% checks="corr2d_multi_in_out_vectorized"
Y = corr2d_multi_in_out_vectorized(X, K)
assert isinstance(Y, torch.Tensor), f"One tensor should come back, but this is a {type(Y).__name__}."
assert Y.shape == (3, 2, 2), f"3 filters, each makes a 2×2 map: the shape should be (3, 2, 2), yours is {tuple(Y.shape)}."
three_maps = torch.tensor([[[56.0, 72.0], [104.0, 120.0]], [[76.0, 100.0], [148.0, 172.0]], [[96.0, 128.0], [192.0, 224.0]]])
assert torch.allclose(Y, three_maps, atol=1e-3), f"The three maps of task 1 should come out, yours are {Y.tolist()}."
big_image, filters = torch.randn(3, 7, 11), torch.randn(4, 3, 2, 5)
Y = corr2d_multi_in_out_vectorized(big_image, filters)
assert Y.shape == (4, 6, 7), f"4 filters of 2×5 on an image of 7×11: the shape should be (4, 6, 7), yours is {tuple(Y.shape)}."
for o, i, j in [(0, 0, 0), (1, 2, 3), (3, 5, 6)]:
    number = (big_image[:, i:i + 2, j:j + 5] * filters[o]).sum()
    assert torch.isclose(Y[o, i, j], number, atol=1e-4), f"Map {o} holds {Y[o, i, j]:.3f} at row {i}, column {j}; filter {o} on its window gives {number:.3f}."
print("✓ The numbers are right. When you hand in, the grader also counts whether the number of steps grows with the image.")

# %% [markdown]
# ## A question to answer in words
#
# A friend says: “Two input channels and three filters, so there are six maps: each filter makes one map of each input channel.”
# There are indeed six grids of size 2×2 in the computation. What are they, what happens with them, and why are there three maps in the end?
# Write three or four sentences. A person reads them.

# %% [markdown] question="why_all_inputs"
### BEGIN SOLUTION
# A filter has one slice for each input channel. Each slice meets its own channel and gives a 2×2 grid: 3 filters × 2 slices = 6 grids.
# The two grids of one filter are then added, position by position, because a filter gives one number for the whole stack of planes.
# So there is one map for each filter: three maps. The number of input channels only says how many grids are added into each map.
### END SOLUTION
### BEGIN RUBRIC
# - 0.5: says what the six grids are: each slice of each filter on its own channel
# - 1: says that the grids of one filter are added
# - 0.5: says that one map for each filter is left
# - -0.5: says that there is a map for each input channel
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - Set one channel of `X` to zero. Which numbers of `K` no longer matter?
# - Why does adding 1 to a whole filter add 20 to the first number of its map? (Add up the first window of `X`.)
# - In the chapter [Many output channels](../../book/02-multi-output-channels.md) there is a figure in which you can move the window with the arrow keys.
