"""What an input asks for: the words that name a gap beside a belief."""

import pytest
from kit import ROOT

from autograder.course.exercise_toml import read_exercise
from autograder.marking import gaps, testing
from autograder.marking.mistakes import telling_inputs

EXERCISE = read_exercise(ROOT / "solutions" / "ex04_conv2d_parameters")


@pytest.mark.parametrize(
    ("task", "argument", "in_all"),
    [("conv2d_parameter_count", "kernel_size", False), ("conv2d_output_shape", "stride", True)],
)
def test_pairs_are_a_gap_of_their_own_where_several_arguments_can_be_pairs(task, argument, in_all):
    """Of one argument alone, "Pairs are not handled." would repeat what is said of that argument."""
    inputs = telling_inputs(testing.load_for(EXERCISE), task)
    kinds = gaps.Kinds(inputs, EXERCISE.task(task))
    pair = next(given for given in inputs if isinstance(given.arguments.get(argument), tuple))

    asked = kinds.of(pair.arguments, pair.expected)

    assert gaps.PAIR_AS + argument in asked
    assert (gaps.PAIRS in asked) is in_all
