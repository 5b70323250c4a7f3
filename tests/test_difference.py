"""One sentence a person would say; and for any two values, a sentence exactly when they differ."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.marking.difference import sentence
from autograder.marking.values import Changes, Raises, same
from autograder.wire import Other

RIGHT = torch.tensor([[[1.0, 2.0], [3.0, -4.0]], [[5.0, 6.0], [7.0, 9.0]], [[-1.0, 0.5], [2.5, -3.0]]])


def exchanged(tensor):
    return tensor[[1, 0, 2]]


@pytest.mark.parametrize(
    "got, says",
    [
        (RIGHT[:1].expand(3, 2, 2), "all channels are the same"),
        (exchanged(RIGHT), "channel 0 holds what belongs into channel 1"),
        (RIGHT + torch.tensor([0.0, 1.0, 0.0]).reshape(3, 1, 1), "channel 1 differs, the other channels are right"),
        (RIGHT / 2, "every value is 0.5 times the expected one"),
        (RIGHT + 3, "every value is off by 3"),
        (RIGHT * 1.001, "12 of 12 values are off by a little. Is something rounded?"),
        (torch.zeros(3, 2, 2), "every value is 0"),
        (RIGHT.clamp(min=0), "the negative values have become 0"),
        (RIGHT.flip(2).flip(1).flip(0), "the values stand in the wrong places"),
        (RIGHT * torch.nan, "not a finite number"),
        (RIGHT.double(), "The dtype is torch.float64, expected torch.float32"),
        (RIGHT.permute(1, 2, 0), "The shape is (2, 2, 3), expected (3, 2, 2): the same sizes in another order"),
        (RIGHT[0], "1 axis too few"),
        (RIGHT[None], "1 axis too many"),
        (RIGHT[:, :1], "the number of rows differs"),
        (RIGHT.tolist(), "Expected a torch.Tensor, got a list"),
        (None, "None (is there a `return`?)"),
        (Other("numpy.ndarray"), "got a numpy.ndarray"),
        (Raises("IndexError"), "It raises IndexError on this input"),
        (Changes("X"), "It changes its argument X"),
    ],
)
def test_a_wrong_tensor_is_described_by_what_one_sees(got, says):
    assert says in sentence(got, RIGHT, ("channel", "row", "column"))


def test_without_names_of_axes_nothing_is_called_a_channel():
    assert "channel" not in sentence(exchanged(RIGHT), RIGHT) + sentence(RIGHT[:, :1], RIGHT)
    assert "image 0 holds what belongs into image 1" in sentence(exchanged(RIGHT), RIGHT, ("image", "row", "column"))


@pytest.mark.parametrize(
    "got, expected, says",
    [
        (7.0, 7, "Expected an int, got a float, 7.0"),
        (8, 7, "It gives 8, expected 7"),
        ([(16,), 2], [(10,), 2], "Entry 0 is (16,), expected (10,)"),
        ((4, 3), (3, 4), "The two numbers are exchanged"),
        ((3.0, 4), (3, 4), "Entry 0 is 3.0, a float; expected the int 3"),
        ((Other("dict"), 4), (3, 4), "Entry 0 is a dict; expected the int 3"),
        ((3,), (3, 4), "Expected 2 values, got 1"),
        (3, (3, 4), "Expected a tuple of 2 values, got an int"),
        ([(6, 2, 2), 9], [(6, 2, 3), 9], "Entry 0 is (6, 2, 2), expected (6, 2, 3)"),
        (5, Raises("ValueError"), "It must raise ValueError here; it gives 5 instead"),
        (Raises("TypeError"), Raises("ValueError"), "It raises TypeError, but ValueError is asked for"),
    ],
)
def test_a_wrong_number_is_described_by_what_one_sees(got, expected, says):
    assert says in sentence(got, expected)


shapes = st.lists(st.integers(0, 3), max_size=4).map(tuple)
dtypes = st.sampled_from(
    [torch.float32, torch.float64, torch.int64, torch.bool, torch.complex64, torch.bfloat16, torch.uint8]
)
tensors = st.builds(
    lambda shape, dtype, seed: torch.randn(shape, generator=torch.Generator().manual_seed(seed)).to(dtype),
    shapes,
    dtypes,
    st.integers(0, 3),
)
numbers = st.integers(-3, 3) | st.floats() | st.booleans() | st.none() | st.text(max_size=3)
oddities = st.sampled_from([Other("a set"), Raises("KeyError"), Changes("X")])
anything = st.recursive(
    numbers | tensors | oddities,
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)
right_ones = (
    tensors.filter(lambda t: t.dtype == torch.float32)
    | st.integers(-3, 3)
    | st.lists(st.integers(0, 3), max_size=3).map(tuple)
)


@settings(max_examples=300, deadline=None)
@given(anything, right_ones)
def test_whatever_came_back_there_is_a_sentence_exactly_when_it_is_wrong(got, expected):
    said = sentence(got, expected)

    assert bool(said) is not same(got, expected)
    assert "\n" not in said
