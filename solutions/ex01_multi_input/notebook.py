# %% [markdown]
# # Many input channels
#
# A strawberry lies in the grass. In a grey photograph it is as bright as the leaves around it, and nobody can find it.
# In a colour photograph a child finds it at once. What is the difference?
# A colour photograph has more *channels*: one for red, one for green, one for blue. Each is a *plane*, a grid of numbers.
#
# ```text
#      the red plane          the green plane         both at once
#    ┌───┬───┬───┬───┐      ┌───┬───┬───┬───┐
#    │ 1 │ 1 │ 1 │ 1 │      │ 5 │ 5 │ 5 │ 5 │       red slice   green slice
#    ├───┼───┼───┼───┤      ├───┼───┼───┼───┤         ┌───┐       ┌────┐
#    │ 1 │ 5 │ 5 │ 1 │      │ 5 │ 1 │ 1 │ 5 │         │ 1 │   +   │ -1 │
#    ├───┼───┼───┼───┤      ├───┼───┼───┼───┤         └───┘       └────┘
#    │ 1 │ 1 │ 1 │ 1 │      │ 5 │ 5 │ 5 │ 5 │
#    └───┴───┴───┴───┘      └───┴───┴───┴───┘       one filter, two slices
# ```
#
# A filter that looks at both planes computes “red minus green”: +4 on the strawberry, -4 on the grass.
# If you add the planes first, the sum is 6 everywhere, and the strawberry disappears.
#
# You write two functions: `corr2d` for one plane, and `corr2d_multi_in` for a stack of planes.
# The chapter to this notebook: [Many input channels](../../book/01-multi-input-channels.md).
#
# **How to check.** Run the cell under each function: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex01_multi_input ex01_multi_input.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
from d2l import torch as d2l

# %% [markdown]
# ## Task 1 · `corr2d`: one plane, one slice
#
# Lay the slice on the upper left corner of the image. Multiply each number of the slice by the pixel below it, and add the products:
# this is the first number of the map. Then move the slice one column to the right and repeat.
#
# ```text
#       image X              slice K           map Y
#    ┏━━━━━━━┓
#    ┃ 0   1 ┃  2           ┌───┬───┐        0·0 + 1·1
#    ┃ 3   4 ┃  5           │ 0 │ 1 │      + 3·2 + 4·3  =  19    ?
#    ┗━━━━━━━┛              ├───┼───┤
#      6   7    8           │ 2 │ 3 │                       ?    ?
#                           └───┴───┘
# ```
#
# **Predict before you code:** which number comes to the right of 19? And how many numbers are there in all?
#
# Write a function that takes an image `X` of shape `(H, W)` and a slice `K` of shape `(kH, kW)` and returns the map.
#
# - The slice is not flipped. It moves one pixel at a time and never leaves the image.
# - Images and slices need not be square.
# - Write it yourself, without a function that does it. Loops are fine.
#
# <details><summary>Hint 1: a nudge</summary>
#
# At how many positions does a slice of 2 columns fit on a row of 3 pixels? And on a row of 2?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Make a map of zeros first. Its height comes from two heights, its width from two widths.
# Then fill it number by number.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Indices such as `X[a:b, c:d]` cut out the window: rows from `i` on, columns from `j` on. How many rows does the window have, and how many columns?
# A tensor times a tensor of the same shape multiplies number by number. What must happen with the products?
#
# </details>

# %% answer="corr2d"
def corr2d(X, K):
    """Cross-correlation of one plane X (H, W) with one slice K (kH, kW): a map (outH, outW)."""
    ### BEGIN SOLUTION
    kernel_height, kernel_width = K.shape
    Y = torch.zeros(X.shape[0] - kernel_height + 1, X.shape[1] - kernel_width + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            window = X[i:i + kernel_height, j:j + kernel_width]
            Y[i, j] = (window * K).sum()
    return Y
    ### END SOLUTION

# %% checks="corr2d"
plane = torch.tensor([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]])
kernel = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
Y = corr2d(plane, kernel)
assert isinstance(Y, torch.Tensor), f"A tensor should come back, but this is a {type(Y).__name__}."
assert Y.shape == (2, 2), f"A 2×2 slice has 2×2 positions on a 3×3 image; the shape of your map is {tuple(Y.shape)}."
assert Y.dtype == torch.float32, f"The map should be of the type of X: float32 expected, yours is {Y.dtype}."
assert abs(Y[0, 0] - 19) < 1e-3, f"The first number should be 0·0 + 1·1 + 3·2 + 4·3 = 19, yours is {Y[0, 0]:g}."
assert torch.allclose(Y, torch.tensor([[19.0, 25.0], [37.0, 43.0]]), atol=1e-3), f"The map should be [[19, 25], [37, 43]], yours is {Y.tolist()}. Which window made the number that differs?"
wide = corr2d(torch.tensor([[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0]]), torch.tensor([[1.0, -1.0]]))
assert wide.shape == (2, 3), f"A 1×2 slice has 2×3 positions on a 2×4 image; the shape of your map is {tuple(wide.shape)}."
assert torch.allclose(wide, torch.tensor([[-1.0, -1.0, -1.0], [0.0, 0.0, 0.0]]), atol=1e-3), f"Left minus right should be -1 in the first row and 0 in the second, yours is {wide.tolist()}."
print("✓ One plane works. Results below zero are fine, too.")

# %% [markdown]
# ## Task 2 · `corr2d_multi_in`: a stack of planes, one filter
#
# Now the image has several planes. The filter has one *slice* for each of them.
# Each slice is laid on its own plane, at the same position, and **all** products are added into one number.
#
# ```text
#      plane 0        slice 0           plane 1        slice 1
#     ┏━━━━━━━┓                        ┏━━━━━━━┓
#     ┃ 0   1 ┃ 2     ┌───┬───┐        ┃ 1   2 ┃ 3     ┌───┬───┐
#     ┃ 3   4 ┃ 5     │ 0 │ 1 │        ┃ 4   5 ┃ 6     │ 1 │ 2 │
#     ┗━━━━━━━┛       ├───┼───┤        ┗━━━━━━━┛       ├───┼───┤
#       6   7   8     │ 2 │ 3 │          7   8   9     │ 3 │ 4 │
#                     └───┴───┘                        └───┴───┘
#     0·0 + 1·1 + 3·2 + 4·3       +    1·1 + 2·2 + 4·3 + 5·4
#               19                +              37            =  56
# ```
#
# Write a function that takes `X` of shape `(c_in, H, W)` and one filter `K` of shape `(c_in, kH, kW)`
# and returns **one** map of shape `(outH, outW)`. There may be one plane, two, three or more.
#
# You may use your own `corr2d` or `d2l.corr2d`.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which slice belongs to which plane? How many maps do you have after each slice has met its plane?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# A `for` loop over a tensor goes along its first axis. What do you get at each step of a loop over `X`? And over `K`?
# With `zip`, Python loops over two things at the same time.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# You have one map for each plane, all of the same shape. The task asks for one map. Python's `sum` also adds tensors.
#
# </details>

# %% answer="corr2d_multi_in"
def corr2d_multi_in(X, K):
    """One filter K (c_in, kH, kW) on all channels of X (c_in, H, W): one map (outH, outW)."""
    ### BEGIN SOLUTION
    return sum(d2l.corr2d(x, k) for x, k in zip(X, K))
    ### END SOLUTION

# %% checks="corr2d_multi_in"
X = torch.tensor([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]],
                  [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]])
K = torch.tensor([[[0.0, 1.0], [2.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]]])
Y = corr2d_multi_in(X, K)
assert isinstance(Y, torch.Tensor), f"A tensor should come back, but this is a {type(Y).__name__}."
assert Y.shape == (2, 2), f"One filter makes one map, here 2×2, however many planes there are; your shape is {tuple(Y.shape)}."
assert abs(Y[0, 0] - 56) < 1e-3, f"The first number should be 19 + 37 = 56, yours is {Y[0, 0]:g}."
assert torch.allclose(Y, torch.tensor([[56.0, 72.0], [104.0, 120.0]]), atol=1e-3), f"The map should be [[56, 72], [104, 120]], yours is {Y.tolist()}."
red = torch.tensor([[1.0, 1.0, 1.0, 1.0], [1.0, 5.0, 5.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
strawberry = corr2d_multi_in(torch.stack([red, 6 - red]), torch.tensor([[[1.0]], [[-1.0]]]))
assert strawberry.shape == (3, 4), f"A 1×1 filter fits on each of the 3×4 pixels; your shape is {tuple(strawberry.shape)}."
found = torch.tensor([[-4.0] * 4, [-4.0, 4.0, 4.0, -4.0], [-4.0] * 4])
assert torch.allclose(strawberry, found, atol=1e-3), f"The strawberry should give 4 and the grass -4; your map is {strawberry.tolist()}."
print("✓ The strawberry is found. Try three planes, and a slice that is not square.")

# %% [markdown]
# ## A question to answer in words
#
# To save work, a friend turns every photograph grey first (the mean of its planes) and then uses one slice on the grey image.
# Which filters on colour images can be replaced in this way, and which cannot? Use the strawberry, or two pixels with numbers of your own.
# Write three or four sentences. A person reads them.

# %% [markdown] question="grey_or_colour"
### BEGIN SOLUTION
# The grey image has one number for each pixel, the mean of its planes. Two pixels with the same mean are equal for every slice on the grey image.
# So it can replace a filter whose slices are all equal: adding the planes first and correlating once gives the same as equal slices on each plane.
# It cannot replace “red minus green”: the strawberry (5, 1) and the grass (1, 5) both have the mean 3, but the filter gives 4 and -4.
### END SOLUTION
### BEGIN RUBRIC
# - 1: says that filters with equal slices can be replaced, because the planes are added first
# - 0.5: says that a filter which compares planes cannot
# - 0.5: shows it with numbers: two pixels with the same mean for which the filter gives different numbers
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - Exchange the two planes of `X` but not the slices of `K`: 56 becomes 52. Why?
# - Make a filter that ignores one plane.
# - Next: in [chapter 2](../../book/02-multi-output-channels.md) and its exercise there are several filters.
