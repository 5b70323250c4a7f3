# %% [markdown]
# # One task of each kind

# %%
from dataclasses import dataclass, replace
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch


@dataclass
class Point:
    x: float
    y: float


# %% answer="word_counts"
def word_counts(text, least):
    """How often each word of at least so many letters occurs, in lower case."""
    ### BEGIN SOLUTION
    counts = {}
    for word in text.lower().split():
        if len(word) >= least:
            counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION


# %% checks="word_counts"
assert word_counts("a bee A", 1) == {"a": 2, "bee": 1}


# %% answer="initials"
def initials(name):
    """The first letters of a name, with full stops."""
    ### BEGIN SOLUTION
    return " ".join(f"{part[0]}." for part in name.split())
    ### END SOLUTION


# %% checks="initials"
assert initials("Ada Lovelace") == "A. L."


# %% answer="in_order"
def in_order(items):
    """The same numbers, the smallest first; the list itself stays as it is."""
    ### BEGIN SOLUTION
    return sorted(items)
    ### END SOLUTION


# %% checks="in_order"
assert in_order([2, 1]) == [1, 2]


# %% answer="vowels"
def vowels(text):
    """The set of vowels in a text."""
    ### BEGIN SOLUTION
    return {letter for letter in text.lower() if letter in "aeiou"}
    ### END SOLUTION


# %% checks="vowels"
assert vowels("bee") == {"e"}


# %% answer="mean_by"
def mean_by(frame, by):
    """The means of the other columns for each value of one column."""
    ### BEGIN SOLUTION
    return frame.groupby(by).mean()
    ### END SOLUTION


# %% checks="mean_by"
assert mean_by(pd.DataFrame({"g": ["b", "b"], "x": [1.0, 2.0]}), "g").loc["b", "x"] == 1.5


# %% answer="zscore"
def zscore(table):
    """Each column with mean 0 and standard deviation 1."""
    ### BEGIN SOLUTION
    return (table - table.mean(axis=0)) / table.std(axis=0)
    ### END SOLUTION


# %% checks="zscore"
assert np.allclose(zscore(np.array([[1.0], [3.0]])), [[-1.0], [1.0]])


# %% answer="share"
def share(part, whole):
    """Which share of the whole this is, exactly."""
    ### BEGIN SOLUTION
    return Fraction(part, whole)
    ### END SOLUTION


# %% checks="share"
assert share(2, 4) == Fraction(1, 2)


# %% answer="age"
def age(text):
    """The age that is written here; ValueError where it is below 0."""
    ### BEGIN SOLUTION
    years = int(text)
    if years < 0:
        raise ValueError("below 0")
    return years
    ### END SOLUTION


# %% checks="age"
assert age("12") == 12


# %% answer="shifted"
def shifted(point, by):
    """The point moved to the right; the point itself stays where it is."""
    ### BEGIN SOLUTION
    return replace(point, x=point.x + by)
    ### END SOLUTION


# %% checks="shifted"
assert shifted(Point(1.0, 2.0), 3.0) == Point(4.0, 2.0)


# %% answer="newton"
def newton(f, slope, start):
    """A zero of f, twenty steps of Newton's method from the start."""
    ### BEGIN SOLUTION
    x = start
    for _ in range(20):
        x = x - f(x) / slope(x)
    return x
    ### END SOLUTION


# %% checks="newton"
assert abs(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0) - 2**0.5) < 1e-6


# %% answer="draw"
def draw(xs, ys, title):
    """Draws a line through the points, under this title."""
    ### BEGIN SOLUTION
    plt.figure()
    plt.plot(xs, ys)
    plt.title(title)
    ### END SOLUTION


# %% checks="draw"
draw([0, 1], [2, 3], "T")
assert plt.gca().get_title() == "T"


# %% answer="Account"
class Account:
    """deposit(amount), withdraw(amount), which raises ValueError where it is too much, and balance."""

    ### BEGIN SOLUTION
    def __init__(self, balance):
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("too much")
        self.balance -= amount

    ### END SOLUTION


# %% checks="Account"
account = Account(3)
account.deposit(2)
assert account.balance == 5


# %% answer="train"
def train(net, inputs, targets, steps):
    """Trains the net in place; the last loss."""
    ### BEGIN SOLUTION
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((net(inputs) - targets) ** 2).mean()
        loss.backward()
        optimizer.step()
    return float(loss)
    ### END SOLUTION


# %% checks="train"
assert train(torch.nn.Linear(1, 1), torch.ones(4, 1), torch.zeros(4, 1), 60) < 0.01
