# %% [markdown]
# # LeNet, shape by shape
#
# A parcel travels through a sorting office. At each counter somebody weighs it, repacks it and writes its new size on a slip.
# The last counter has a slot of exactly 400 by 1. If one clerk was wrong by a single centimetre, the parcel gets stuck there,
# and all that the clerk at the slot can say is: *mat1 and mat2 shapes cannot be multiplied*.
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
# You write the slips (`lenet_shapes`), find out how much of the image one number sees (`receptive_field`),
# and build the office (`LeNet`).
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
# Write a function that takes the height and the width of an image and returns five slips:
# the shapes `(channels, height, width)` after the first convolution, the first pooling, the second convolution, the second pooling,
# and the number of features after flattening. For 32×32:
#
# ```text
#   [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), 400]
# ```
#
# - 5×5 windows, stride 1, **no padding** (another famous version of LeNet pads its first layer; this one does not).
# - Pooling takes windows of 2×2 side by side. An incomplete window at the end is left out.
# - The image may have any height and any width. When it is too small for the journey, raise a `ValueError`.
# - Arithmetic only: no layer is built.
#
# **Predict first:** an image of 28×28, as in the digits of MNIST. How many features? Not 400.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow one side with a pencil: 32, then 28, then … Each arrow is one of two small rules. Which rule is used how often?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Both axes follow the same rules, but each with its own number. `//` leaves out what is incomplete.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Find the smallest side that arrives with at least one pixel: go backwards from 1, through a pooling, a convolution, a pooling, a convolution.
# What is smaller than that must raise, on either axis.
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
    assert len(got) == 5, f"{height}×{width}: five slips are asked for, yours are {got}."
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
        raise AssertionError(f"An image of {height}×{width} does not survive the journey: raise a ValueError. Your function gives {got}.")
print("✓ Every slip is right, and too small a parcel is refused at the door.")

# %% [markdown]
# ## Task 2 · `receptive_field`
#
# One number at the end: how many pixels of the image did it see, along one side?
# Write a function that takes a list of layers, each `(kernel, stride, dilation)`, from the image to the end, and returns that width as a whole number.
# Padding does not change it. A pooling layer is a layer like any other here: LeNet's is `(2, 2, 1)`.
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
# No layer at all: how many pixels does a pixel see? And what does one layer `(3, 1, 1)` add to that?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# After a layer with stride 2, two neighbouring numbers stand two pixels apart *in the image*. So a wider window in the next layer reaches twice as far.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# Keep two numbers while you walk through the list: how much is seen so far, and how far apart neighbours are in the image.
# Which of them does a layer's window change, which its stride? And in which order?
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
    assert given == list(layers), "Your function changes the list that it is given. Walk through it and leave it as it was."


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
# | convolution 3 → 6, 5×5, then ReLU, then 2×2 max pooling | finds small things |
# | convolution 6 → 16, 5×5, then ReLU, then 2×2 max pooling | puts them together |
# | flatten, linear 400 → 120, ReLU | looks at the whole |
# | linear 120 → 84, ReLU | |
# | linear 84 → 10 | one number a class, nothing after it |
#
# All layers exist as soon as the network does, before it has seen an image. You may call them what you like.
# And one rule of the office: flattening must never mix two parcels. 25 images of **28×28** hold 25 · 256 = 16 · 400 numbers.
# They should end in an error, never in 16 answers to 25 questions.
#
# <details><summary>Hint 1: a nudge</summary>
#
# A module has two methods: one that makes its layers and one that uses them. In which of the two does each line of the table belong?
#
# </details>
# <details><summary>Hint 2: closer</summary>
#
# Print the shape after each line of `forward` and hold it against the slips of task 1.
# ReLU and pooling learn nothing: `F.relu` and `F.max_pool2d` may be used without making a layer.
#
# </details>
# <details><summary>Hint 3: a pointer</summary>
#
# When you flatten, say which axis stays. Which of the two lets PyTorch guess the batch: naming the batch and leaving the features open, or the other way round?
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
assert amount == 62006, f"This LeNet learns 62006 numbers, yours {amount}. Compare the shapes: {[tuple(p.shape) for p in network.parameters()]}."
for batch in (1, 2, 5):
    answers = network(torch.rand(batch, 3, 32, 32))
    assert answers.shape == (batch, 10), f"{batch} image(s) should give ({batch}, 10), yours is {tuple(answers.shape)}."
images = torch.rand(2, 3, 32, 32)
together, alone = network(images), network(images[1:])
assert torch.allclose(together[1:], alone, atol=1e-5), "An image gets another answer in company than alone. What mixes the images?"
try:
    answers = network(torch.rand(25, 3, 28, 28))
except Exception:
    answers = None  # 256 features do not fit where 400 are expected: the error is right
assert answers is None or len(answers) == 25, f"25 images of 28×28 went in, {len(answers)} answers came out: some are mixed. Which line guesses the batch?"
print("✓ The office works. Do its shapes agree with your slips?")

# %% [markdown]
# ## A question to answer in words
#
# You want to feed this network images of another size. What changes, layer by layer: which shapes, which parameters, which lines of code?
# Which sizes other than 32 need no change at all, and why? Three to five sentences. A person reads this.

# %% [markdown] question="another_input_size"
### BEGIN SOLUTION
# The convolutions and poolings do not know the size of the image: their parameters stay, their maps grow or shrink with it.
# Only the first linear layer does: it has one weight for each of the 16·h·w features, 400 for 32×32, 256 for 28×28, so `nn.Linear(16 * 5 * 5, 120)` is the one line to change.
# Sides from 32 to 35 all end at 5, because pooling leaves out incomplete windows; so those run without a change.
# Below 16 nothing is left after the second pooling.
### END SOLUTION
### BEGIN RUBRIC
# - 0.5: says that convolutions and poolings keep their parameters
# - 0.5: says that the first linear layer is the one to change
# - 0.5: names the sizes from 32 to 35
# - 0.5: says why: pooling leaves out incomplete windows
### END RUBRIC

# %% [markdown]
# ## Go on playing
#
# - Which sides between 16 and 64 leave a row or column unread in some pooling?
# - Where do most of the 62006 numbers live, and where is most of the work done? The [chapter's ledger](../../book/05-lenet-shapes.md) has both.
# - Put a 5×5 convolution in the place of the first linear layer, and feed it 36×36.
