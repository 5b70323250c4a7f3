# %% [markdown]
# # 1×1 convolution
#
# A wall is covered with tiles, and on each tile there is some red, some yellow and some blue paint.
# A card says how to mix **two** new paints from the three. The painter follows the *same* card at every tile
# and never looks at the neighbouring tiles. The tiles are the pixels, the paints are the channels, and the card is the weight.
#
# ```text
#      3 planes in                    the card                      2 planes out
#                               red  yellow  blue
#    ┌────┬────┬────┐         ┌─────┬──────┬──────┐               ┌────┬────┬────┐
#    │ 4  │ 1  │ …  │ red     │  1  │   0  │  -1  │ paint 0       │ -2 │ -1 │ …  │  paint 0
#    ├────┼────┼────┤         ├─────┼──────┼──────┤               ├────┼────┼────┤
#    │ 5  │ 0  │ …  │ yellow  │  2  │   1  │   3  │ paint 1       │ 31 │ 8  │ …  │  paint 1
#    ├────┼────┼────┤         └─────┴──────┴──────┘               └────┴────┴────┘
#    │ 6  │ 2  │ …  │ blue
#    └────┴────┴────┘         1·4 + 0·5 + (-1)·6 = -2      2·4 + 1·5 + 3·6 = 31
#    tile 0 tile 1
# ```
#
# That is a 1×1 convolution: a window of one pixel, a weighted sum over the channels, the same weights everywhere.
# You write it as one matrix product, and then as the `nn.Linear` that does the same for each pixel.
# The chapter to this notebook: [1×1 convolution](../../book/03-1x1-convolution.md).
#
# **How to check.** Run the cell under each function: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex03_one_by_one ex03_one_by_one.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
from torch import nn
from d2l import torch as d2l

# %% [markdown]
# This is the general function of the second exercise, with loops, for comparison:

# %%
def corr2d_multi_in_out(X, K):
    """All filters of K (c_out, c_in, kH, kW) on X (c_in, H, W), in loops."""
    return torch.stack([torch.stack(list(map(d2l.corr2d, X, filter_))).sum(0) for filter_ in K])


wall = torch.tensor([[[4.0, 1.0, 0.0]], [[5.0, 0.0, 1.0]], [[6.0, 2.0, 0.0]]])  # 3 channels, 1 row, 3 tiles
card = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 3.0]]).reshape(2, 3, 1, 1)
corr2d_multi_in_out(wall, card)

# %% [markdown]
# ## Task 1 · `corr2d_multi_in_out_1x1`
#
# Write a function that takes `X` of shape `(c_in, H, W)` and `K` of shape `(c_out, c_in, 1, 1)`
# and returns the maps `(c_out, H, W)`, with **a matrix product** instead of the loops.
# When you hand in, the grader counts the steps: their number must not grow with the image.
#
# **Predict first:** how many rows and columns does the card have as a matrix? And the wall, if each tile becomes a column?
#
# <details><summary>Hint 1: a nudge</summary>
#
# A matrix product multiplies rows by columns. One column should hold all channels of *one* pixel.
# Which shape must `X` have for that?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# `X` keeps its channel axis and loses its two image axes: they become one long row of pixels.
# `K` loses its two axes of size 1. Write both shapes side by side. Are the inner sizes equal?
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# `reshape` returns a *new* tensor and does not change the old one. After the product you have `(c_out, number of pixels)`;
# make two image axes out of the last one, the height first.
#
# </details>

# %% answer="corr2d_multi_in_out_1x1"
def corr2d_multi_in_out_1x1(X, K):
    """All filters of K (c_out, c_in, 1, 1) on X (c_in, H, W) as one matrix product: (c_out, H, W)."""
    ### BEGIN SOLUTION
    c_in, height, width = X.shape
    c_out = K.shape[0]
    pixels = X.reshape(c_in, height * width)
    weights = K.reshape(c_out, c_in)
    return torch.mm(weights, pixels).reshape(c_out, height, width)
    ### END SOLUTION

# %% checks="corr2d_multi_in_out_1x1"
mixed = corr2d_multi_in_out_1x1(wall, card)
assert isinstance(mixed, torch.Tensor), f"A tensor should come back, but this is a {type(mixed).__name__}. Is there a `return` with a value?"
assert mixed.shape == (2, 1, 3), f"2 new paints on a wall of 1 row and 3 tiles: the shape should be (2, 1, 3), yours is {tuple(mixed.shape)}."
assert mixed.dtype == torch.float32, f"The maps should be of the type of X: float32 expected, yours is {mixed.dtype}."
assert torch.allclose(mixed[0], torch.tensor([[-2.0, -1.0, 0.0]]), atol=1e-3), f"Paint 0 is red minus blue: [-2, -1, 0] expected, yours is {mixed[0].tolist()}."
assert torch.allclose(mixed[1], torch.tensor([[31.0, 8.0, 1.0]]), atol=1e-3), f"Paint 1 is 2 red + 1 yellow + 3 blue: [31, 8, 1] expected, yours is {mixed[1].tolist()}."
X = torch.randn(size=(3, 3, 3))
K = torch.randn(size=(2, 3, 1, 1))
Y1 = corr2d_multi_in_out_1x1(X, K)
Y2 = corr2d_multi_in_out(X, K)
assert (Y1 - Y2).norm().item() < 1e-5, f"On a random 3×3 wall your function and the general one differ by {(Y1 - Y2).norm().item():.3f}."
long_wall = corr2d_multi_in_out_1x1(torch.randn(3, 2, 5), K)
assert long_wall.shape == (2, 2, 5), f"A wall of 2 rows and 5 columns should keep its size: (2, 2, 5) expected, yours is {tuple(long_wall.shape)}."
print("✓ One matrix product paints the whole wall.")

# %% [markdown]
# ## Task 2 · `linear_from_1x1`
#
# PyTorch's fully connected layer `nn.Linear(in_features, out_features)` multiplies vectors by a matrix that it keeps in `.weight`.
# Write a function that makes such a layer from the card. It takes `K` of shape `(c_out, c_in, 1, 1)` and returns
# an `nn.Linear` **without bias** (or with a bias of zeros). Called on pixels `(..., c_in)` it gives `(..., c_out)`.
# If it is wrong, the feedback shows what your layer gives for a tile without paint, and for tiles with one unit of one paint each.
#
# ```text
#       K[o, i, 0, 0]  ──▶  which number of  layer.weight ?
#
#       (c_out, c_in, 1, 1)             (?, ?)
# ```
#
# <details><summary>Hint 1: a nudge</summary>
#
# Make `nn.Linear(3, 2)` in a cell of its own and print `.weight.shape` and `.bias`. Which of the two numbers comes first in the shape?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# A new layer starts with random weights. Your layer must have the numbers of `K`.
# And a new layer has a bias, unless you switch it off.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Inside `with torch.no_grad():` a parameter can be filled with `layer.weight.copy_(…)`. The shapes on both sides must be equal. Return the layer, not its result.
#
# </details>

# %% answer="linear_from_1x1"
def linear_from_1x1(K):
    """The nn.Linear that maps the channels of a pixel (..., c_in) to (..., c_out) as the 1×1 filters K do."""
    ### BEGIN SOLUTION
    c_out, c_in = K.shape[:2]
    layer = nn.Linear(c_in, c_out, bias=False)
    with torch.no_grad():
        layer.weight.copy_(K[:, :, 0, 0])
    return layer
    ### END SOLUTION

# %% checks="linear_from_1x1"
layer = linear_from_1x1(card)
assert isinstance(layer, nn.Linear), f"A layer of the class nn.Linear should come back, but this is a {type(layer).__name__}."
assert layer.weight.shape == (2, 3), f"3 paints in, 2 paints out: the shape of the weight should be (2, 3), yours is {tuple(layer.weight.shape)}."
assert layer.bias is None or not layer.bias.any(), "The 1×1 convolution of this exercise has no bias. Does your layer add one?"
one_tile = layer(torch.tensor([4.0, 5.0, 6.0])).detach()
assert torch.allclose(one_tile, torch.tensor([-2.0, 31.0]), atol=1e-3), f"The tile (4, 5, 6) should become (-2, 31), yours is {one_tile.tolist()}."
whole_wall = layer(wall.permute(1, 2, 0)).permute(2, 0, 1)
assert torch.allclose(whole_wall, corr2d_multi_in_out(wall, card)), "For the whole wall your layer and the 1×1 convolution give different numbers."
print("✓ The card is a linear layer. Note the permute: nn.Linear wants the channels last.")

# %% [markdown]
# ## A question to answer in words
#
# Why is a 1×1 convolution *the same linear layer at every pixel*, and why is it not a linear layer on the whole flattened image?
# Say how the number of weights would change. Write three or four sentences. A person reads them.

# %% [markdown] question="one_layer_for_every_pixel"
### BEGIN SOLUTION
# The output at a pixel is a weighted sum of the channels of that pixel alone, and the weights K[o, i, 0, 0] do not depend on the pixel.
# So every pixel, seen as a vector of c_in numbers, is multiplied by the same matrix (c_out, c_in): that is one nn.Linear used H·W times.
# A linear layer on the flattened image would connect every pixel with every pixel and have a weight for each pair of numbers:
# c_in·H·W × c_out·H·W weights instead of c_in × c_out. It would also work for one size of the image only.
### END SOLUTION
### BEGIN RUBRIC
# - 1: says that each pixel meets the same matrix, and only its own channels
# - 0.5: says that a layer on the flattened image connects each pixel with every other pixel
# - 0.5: counts the weights of both
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - Use two cards, one after the other, with nothing between them: find the single card that does the same.
# - With 512 channels the product and the loops no longer agree up to `1e-6`. Is one of them wrong? The chapter [measures it](../../book/03-1x1-convolution.md).
