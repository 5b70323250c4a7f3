# %% [markdown]
# # LeNet, shape by shape
#
# An image goes through LeNet like a parcel through a post office: at each layer its size changes.
# The first linear layer is like a slot for parcels of exactly one size: it takes 400 numbers. If one layer before it gives another size,
# the parcel does not fit, and the message is only: *mat1 and mat2 shapes cannot be multiplied*.
#
# ```text
#            Conv2d(3, 6, 5)     max_pool 2      Conv2d(6, 16, 5)    max_pool 2      flatten
#  image     ┌─────────────┐   ┌────────────┐   ┌──────────────┐   ┌────────────┐   ┌───────┐
#  3×32×32 ─▶│   6×28×28   │─▶ │   6×14×14  │─▶ │   16×10×10   │─▶ │   16×5×5   │─▶ │  400  │─▶ 120 ─▶ 84 ─▶ 10
#            └─────────────┘   └────────────┘   └──────────────┘   └────────────┘   └───────┘
#              each side          each side         each side         each side      16·5·5
#              loses 4            is halved         loses 4           is halved
# ```
#
# You compute all sizes (`lenet_shapes`), find out how much of the image one number sees (`receptive_field`),
# and build the network (`LeNet`).
# The chapter to this notebook: [LeNet, shape by shape](../../book/05-lenet-shapes.md).
#
# **How to check.** Run the cell under each task: it says what is wrong, or prints a ✓.
# In a terminal, `autograder check ex05_lenet_shapes ex05_lenet_shapes.ipynb` runs all of them.

# %%
# In Colab, remove the # at the start of the next line and run this cell first.
# %pip install d2l==0.17.0
import torch
import torch.nn.functional as F
from torch import nn

# %% [markdown]
# ## Task 1 · `lenet_shapes`
#
# Write a function that takes the height and the width of an image and returns a list of five entries:
# the shapes `(channels, height, width)` after the first convolution, the first pooling, the second convolution and the second pooling,
# and the number of features after flattening. For 32×32 this is:
#
# ```text
#   [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), 400]
# ```
#
# - 5×5 windows, stride 1, **no padding** (another famous version of LeNet pads its first layer; this one does not).
# - Pooling has windows of 2×2, side by side. An incomplete window at the end is left out.
# - The image may have any height and any width. If it is too small for the network, raise a `ValueError`.
# - Use arithmetic only: make no layer.
#
# **Predict first:** how many features does an image of 28×28 give, such as the digits of MNIST? It is not 400.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow one side with a pencil: 32, then 28, then … Each step follows one of two rules. Which are they?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Use the same rules for height and width, each with its own number. `//` leaves out what is incomplete.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Find the smallest side for which at least one pixel is left at the end: go backwards from 1, through a pooling, a convolution, a pooling and a convolution.
# If the height or the width is smaller than that, raise the error.
#
# </details>

# %% answer="lenet_shapes"
def lenet_shapes(height, width):
    """[(6, h, w), (6, h, w), (16, h, w), (16, h, w), features] for a 3×height×width image; ValueError when it is too small."""
    ### BEGIN SOLUTION
    if min(height, width) < 16:
        raise ValueError(f"an image of {height}×{width} is too small: both sides need 16 pixels")
    shapes = []
    for channels in (6, 16):
        height, width = height - 4, width - 4
        shapes.append((channels, height, width))
        height, width = height // 2, width // 2
        shapes.append((channels, height, width))
    return [*shapes, channels * height * width]
    ### END SOLUTION

# %% checks="lenet_shapes"
def slips(height, width, expected):
    got = lenet_shapes(height, width)
    assert len(got) == 5, f"{height}×{width}: five entries are asked for, yours are {got}."
    steps = ["first convolution", "first pooling", "second convolution", "second pooling", "flattening"]
    for step, mine, right in zip(steps, got, expected):
        mine = tuple(mine) if isinstance(mine, (tuple, list)) else mine
        assert mine == right, f"{height}×{width}: after the {step} it should be {right}, yours is {mine}."
    assert type(got[4]) is int, f"The number of features should be a whole number, yours is {got[4]!r}."


slips(32, 32, [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), 400])
slips(28, 28, [(6, 24, 24), (6, 12, 12), (16, 8, 8), (16, 4, 4), 256])
slips(35, 20, [(6, 31, 16), (6, 15, 8), (16, 11, 4), (16, 5, 2), 160])
for height, width in [(11, 11), (15, 40)]:
    try:
        got = lenet_shapes(height, width)
    except ValueError:
        pass
    else:
        raise AssertionError(f"An image of {height}×{width} is too small: raise a ValueError. Your function gives {got}.")
print("✓ Every shape is right, and an image that is too small raises an error.")

# %% [markdown]
# ## Task 2 · `receptive_field`
#
# Take one number at the end of several layers. How many pixels of the image does it see, along one side?
# Write a function that takes a list of layers, each `(kernel_size, stride, dilation)`, from the first to the last, and returns this width as a whole number.
# Padding does not change it. A pooling is a layer like any other here: in LeNet it is `(2, 2, 1)`.
#
# ```text
#     end              ■              one number after two layers of window 3, stride 1
#                   ╱  │  ╲
#     between      ■   ■   ■          it saw 3 numbers …
#                ╱   ╱ │ ╲   ╲
#     image    ■   ■   ■   ■   ■      … and these saw 5 pixels together, not 6 and not 9
# ```
#
# <details><summary>Hint 1: a nudge</summary>
#
# Without any layer, how many pixels does a pixel see? And what does one layer `(3, 1, 1)` add to that?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# After a layer with stride 2, two neighbouring numbers are two pixels apart *in the image*. So the window of the next layer reaches twice as far.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Keep two numbers while you go through the list: how many pixels are seen so far, and how far apart neighbours are in the image.
# Which of the two does the window of a layer change, and which its stride? In which order?
#
# </details>

# %% answer="receptive_field"
def receptive_field(layers):
    """How many pixels of the image one number sees along one side, after layers [(kernel_size, stride, dilation), …]."""
    ### BEGIN SOLUTION
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen
    ### END SOLUTION

# %% checks="receptive_field"
def sees(expected, *layers):
    given = list(layers)
    got = receptive_field(given)
    assert got == expected, f"Through {list(layers)} one number should see {expected} pixels, yours is {got}."
    assert given == list(layers), "Your function changes the list that it is given. Loop over the list without changing it."


sees(1)
sees(3, (3, 1, 1))
sees(5, (3, 1, 1), (3, 1, 1))
sees(7, (3, 1, 1), (3, 1, 1), (3, 1, 1))
sees(7, (3, 2, 1), (3, 1, 1))
sees(15, (3, 1, 1), (3, 1, 2), (3, 1, 4))
sees(16, (5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1))
print("✓ Each of LeNet's 5×5 last numbers sees 16×16 pixels.")

# %% [markdown]
# ## Task 3 · `LeNet`
#
# Build the network as an `nn.Module`. `LeNet()` takes no argument; called on a batch `(N, 3, 32, 32)` it gives `(N, 10)`.
#
# | layer | what it does |
# |---|---|
# | convolution 3 → 6, 5×5, then ReLU, then 2×2 max pooling | sees small parts of the image |
# | convolution 6 → 16, 5×5, then ReLU, then 2×2 max pooling | combines them |
# | flatten, linear 400 → 120, ReLU | sees the whole image |
# | linear 120 → 84, ReLU | |
# | linear 84 → 10 | one number for each class, nothing after it |
#
# Make all layers in `__init__`, so that they exist before the network has seen an image. You may choose their names.
# There is one more rule: flattening must never mix two images. 25 images of **28×28** give 25 · 256 = 16 · 400 numbers.
# The network should raise an error for them, and never return 16 results for 25 images.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A module has two methods: one that makes its layers and one that uses them. In which of the two does each line of the table belong?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Print the shape after each line of `forward` and compare it with the shapes of task 1.
# ReLU and pooling have no parameters: you may use `F.relu` and `F.max_pool2d` without making a layer.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# When you flatten, say which axis must stay. When can PyTorch change the number of images: if you name the batch and leave the features open, or the other way round?
#
# </details>

# %% answer="LeNet"
class LeNet(nn.Module):
    """Two convolutions with pooling, three linear layers: (N, 3, 32, 32) to (N, 10)."""

    def __init__(self):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        out = F.max_pool2d(F.relu(self.conv1(x)), 2)
        out = F.max_pool2d(F.relu(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.relu(self.fc1(out))
        out = F.relu(self.fc2(out))
        return self.fc3(out)
        ### END SOLUTION

# %% checks="LeNet"
network = LeNet()
made = len(list(network.parameters()))
network(torch.rand(1, 3, 32, 32))  # a lazy layer learns its sizes from a first image
assert len(list(network.parameters())) == made, "Some layers are made when the first image comes. Make all of them in `__init__`."
amount = sum(parameter.numel() for parameter in network.parameters())
assert amount > 0, "Your network has no parameters yet. They must be there before the first image: where are the layers made?"
assert amount == 62006, f"This LeNet has 62006 parameters, yours has {amount}. Compare the shapes: {[tuple(p.shape) for p in network.parameters()]}."
for batch in (1, 2, 5):
    answers = network(torch.rand(batch, 3, 32, 32))
    assert answers.shape == (batch, 10), f"{batch} image(s) should give ({batch}, 10), yours is {tuple(answers.shape)}."
images = torch.rand(2, 3, 32, 32)
together, alone = network(images), network(images[1:])
assert torch.allclose(together[1:], alone, atol=1e-5), "An image gets another result in a batch than alone. What mixes the images?"
try:
    answers = network(torch.rand(25, 3, 28, 28))
except Exception:
    answers = None  # 256 features do not fit where 400 are expected: the error is right
assert answers is None or len(answers) == 25, f"25 images of 28×28 went in, {len(answers)} results came out, so some images are mixed. Which line changes the number of images?"
print("✓ The network works. Do its shapes agree with those of task 1?")

# %% [markdown]
# ## A question to answer in words
#
# You want to use this network for images of another size. What changes, layer by layer: which shapes, which parameters, which lines of code?
# For which sizes other than 32 is no change necessary, and why? Write three to five sentences. A person reads them.

# %% [markdown] question="another_input_size"
### BEGIN SOLUTION
# The convolutions and poolings do not depend on the size of the image: their parameters stay, and their maps become larger or smaller.
# Only the first linear layer depends on it: each of its outputs has a weight for each of the 16·h·w features, 400 for 32×32 and 256 for 28×28. So `nn.Linear(16 * 5 * 5, 120)` is the only line to change.
# Sides from 32 to 35 all end at 5, because pooling leaves out incomplete windows; for these no change is necessary.
# Below 16 nothing is left after the second pooling.
### END SOLUTION
### BEGIN RUBRIC
# - 0.5: says that convolutions and poolings keep their parameters
# - 0.5: says that the first linear layer is the one to change
# - 0.5: names the sizes from 32 to 35
# - 0.5: says why: pooling leaves out incomplete windows
### END RUBRIC

# %% [markdown]
# ## More to try
#
# - For which sides between 16 and 64 does a pooling leave a row or column unread?
# - Which layers hold most of the 62006 parameters, and which do most of the work? The table in the [chapter](../../book/05-lenet-shapes.md) shows both.
# - Replace the first linear layer by a 5×5 convolution, and try an image of 36×36.
