"""Why a belief is not so: with a number of the student's own example, or not at all."""

from dataclasses import replace

import pytest
from kit import EXERCISE, FIRST, ROOT

from autograder.course.course import Course
from autograder.marking import refutation, story
from autograder.marking.mark import Marker
from autograder.verdict import Counterexample

AXES = ("channel", "row", "column")
FLIPPED = f"""
import torch
from d2l import torch as d2l

def {FIRST}(X, K):
    return torch.stack([sum(d2l.corr2d(x, k.flip(0, 1)) for x, k in zip(X, kernel)) for kernel in K])
"""


def tensor(values, *shape, dtype="float32"):
    return {"shape": list(shape), "dtype": dtype, "values": values}


@pytest.mark.parametrize(
    "expected, got, says",
    [
        (tensor([[[1, 2], [3, 4]]], 1, 2, 2), tensor([[[1, 2.5], [3, 0]]], 1, 2, 2),
         "at channel 0, row 0, column 1 the result is 2, not 2.5"),
        (tensor([[[8]]], 1, 1, 1), tensor([[[4]]], 1, 1, 1), "the result is 8, not 4"),
        (tensor([[1, 2]], 1, 2), tensor([[1, 3]], 1, 2), "at (0, 1) the result is 2, not 3"),
        (tensor([[[1]]], 1, 1, 1), tensor([1], 1), "the result has the shape (1, 1, 1), not (1,)"),
        (28, 26, "the result is 28, not 26"),
        (2362368, 2361856, "the result is 2362368, not 2361856"),
        (tensor([[[1234568]]], 1, 1, 1), tensor([[[1234567.0]]], 1, 1, 1), "the result is 1234568, not 1234567"),
        ([3, 4], [3, 5], "at entry 1 the result is 4, not 5"),
        ([3, 4], [3], "the result has 2 entries, not 1"),
        ([[6, 1, 1], 16], [[6, 1, 2], 16], "at (0, 2) the result is 1, not 2"),
        (28, 28.0, ""),  # the numbers are the same, another word is needed
        (28, {"raises": "TypeError"}, ""),
        ({"raises": "ValueError"}, [1, 1], ""),
        (tensor([[[1]]], 1, 1, 1), {"returned": "a numpy.ndarray"}, ""),
        (tensor([[["nan"]]], 1, 1, 1), tensor([[[4]]], 1, 1, 1), ""),
        (tensor(None, 9, 9, 9), tensor([[[4]]], 1, 1, 1), ""),  # too large to be shown
        ([[6, 1], 16], [6, [1, 16]], ""),
        (True, 3, ""),
    ],
)  # fmt: skip
def test_the_first_difference_of_an_example_in_words(expected, got, says):
    example = Counterexample({}, expected, got)

    assert refutation.first_difference(example, AXES) == says
    assert refutation.filled("So it is: {here}.", example, AXES) == (f"So it is: {says}." if says else "")


def test_a_student_reads_why_the_belief_is_not_so_with_numbers_of_the_example(mark_code):
    task = mark_code(FLIPPED, only_task=FIRST).tasks[0]

    (right,), (wrong,) = (
        sum(side["values"][0], []) for side in (task.counterexample.expected, task.counterexample.got)
    )
    assert task.mistake.refuted == f"PyTorch uses the slice as it is: the result is {right:g}, not {wrong:g}."


def test_a_refutation_of_another_example_is_a_disagreement(mark_code):
    marker = Marker(Course(ROOT).exercise(EXERCISE))
    task = mark_code(FLIPPED, only_task=FIRST).tasks[0]
    assert story.disagreement(task, marker.exercise.task(FIRST), marker.tests) == ""

    told = replace(task, mistake=replace(task.mistake, refuted="So it is: the result is 8, not 4."))

    assert "the refutation" in story.disagreement(told, marker.exercise.task(FIRST), marker.tests)
