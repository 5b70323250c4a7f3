"""No probe: each kind of value crosses by itself. References as functions, as a class, as a table and as properties."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import matplotlib as mpl
import numpy as np
import pandas as pd
import torch

from autograder.testing import (
    assume,
    examples,
    expect,
    expect_equal,
    expect_raises,
    function,
    holds,
    oracle,
    raises,
    task,
)

mpl.use("agg")
import matplotlib.pyplot as plt


@dataclass
class Point:
    x: float
    y: float


@oracle("word_counts", says="Words are counted whatever their case.")
def _(text: Annotated[str, "abA "], least: range(1, 4)):
    return Counter(word for word in text.lower().split() if len(word) >= least)


examples(
    "initials",
    [("Ada", "A."), ("Ada Lovelace", "A. L."), ("Johann  Sebastian Bach", "J. S. B.")],
    says="Every part of the name counts.",
)


@holds("in_order")
def _(result, items: list[int]):
    """The result is in ascending order."""
    return all(one <= other for one, other in zip(result, result[1:], strict=False))


@holds("in_order")
def _(result, items: list[int]):
    """The result holds the same numbers as the list, each as often."""
    assert Counter(result) == Counter(items)


@oracle("vowels", says="All five vowels, in small letters.")
def _(text: Annotated[str, "abeEiou "]):
    return frozenset(text.lower()) & set("aeiou")


@oracle("mean_by", says="The means of each group.")
def _(frame: Annotated[pd.DataFrame, {"g": ["b", "a", "c"], "x": float}], by: Literal["g"]):
    return frame.groupby(by).mean()


@oracle("zscore", says="Columns are standardised, not rows.")
def _(table: Annotated[np.ndarray, ("rows", 2)]):
    assume((table.std(0) > 0).all())
    return (table - table.mean(0)) / table.std(0)


@oracle("share", says="A Fraction in lowest terms.")
def _(part: range(7), whole: range(1, 7)):
    return Fraction(part, whole)


examples("age", [("12", 12), ("0", 0), ("-1", raises(ValueError)), ("x", raises(ValueError))])


@oracle("shifted", says="The point is moved by the whole way.")
def _(point: Point, by: float):
    return Point(point.x + by, point.y)


@task("newton")
def finds_a_zero(answer, draw):
    """The zero is found, wherever it lies."""
    number = draw.size(2, 9)
    f, slope = function(f"lambda x: x * x - {number}"), function("lambda x: 2 * x")
    expect(abs(answer.newton(f, slope, 1.0) - number**0.5) < 1e-6, "the result is no zero of f")


examples("newton", [(function("lambda x: x - 3"), function("lambda x: 1"), 0.0, 3.0)])


@oracle("draw", says="A line through the points, and the title.")
def _(xs: [[0, 1, 2]], ys: [[3, 1, 2], [1, 2, 4]], title: Literal["Run", "Up"]):
    figure, axes = plt.subplots()
    axes.plot(xs, ys)
    axes.set_title(title)
    plt.close(figure)
    return figure


@oracle("Account", says="The balance follows the deposits and withdrawals.")
class Account:
    def __init__(self, balance: range(3)):
        self.balance = balance

    def deposit(self, amount: range(1, 9)):
        self.balance += amount

    def withdraw(self, amount: range(1, 9)):
        if amount > self.balance:
            raise ValueError
        self.balance -= amount


@task("Account")
def no_overdraft(answer, draw):
    """More than there is cannot be withdrawn."""
    account = answer.make("Account", 100)
    account.deposit(5)
    expect_equal(account.balance, 105, "after 5 more than 100")
    expect_raises(ValueError, lambda: account.withdraw(106))
    expect_equal(account.balance, 105, "after a withdrawal that was refused")


@task("train")
def learns(answer, draw):
    """The net fits what it was trained on."""
    inputs = draw.tensor(60, 3)
    targets = inputs @ torch.tensor([[1.0], [3.0], [-2.0]]) - 1
    net = answer.make("torch.nn.Linear", 3, 1)
    answer.train(net, inputs, targets, 200)
    expect(float(((net(inputs) - targets) ** 2).mean()) < 0.01, "after 200 steps the loss is still above 0.01")
