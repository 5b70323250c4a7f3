"""Values on the trusted side: rebuilt from bytes, compared without mercy, written down for a person."""

import json
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.marking.values import Changes, Raises, from_wire, in_words, same, to_wire
from autograder.marking.written import to_data
from autograder.wire import Other, RawTensor, decode, encode

ONE = torch.tensor([1.0, 2.0])


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16", "int64", "bool", "complex64", "uint8"])
def test_a_tensor_crosses_the_wire_and_stays_itself(dtype):
    tensor = (torch.arange(6).reshape(2, 3) % 2).to(getattr(torch, dtype))

    back = from_wire(decode(encode(to_wire(tensor))))

    assert back.dtype == tensor.dtype and torch.equal(back, tensor)


def test_views_and_tensors_with_a_gradient_cross_as_their_values():
    base = torch.arange(12.0).reshape(3, 4)
    for tensor in (base.T, base[:, ::2], base.clone().requires_grad_(), torch.empty(0, 3), torch.tensor(3.0)):
        assert torch.equal(from_wire(to_wire(tensor)), tensor.detach())


@pytest.mark.parametrize(
    "got",
    [
        torch.tensor([1.0, 2.01]),
        torch.tensor([1.0, math.nan]),
        torch.tensor([math.inf, 2.0]),
        torch.tensor([[1.0, 2.0]]),
        torch.tensor([1.0, 2.0, 2.0]),
        torch.tensor([]),  # torch.allclose would broadcast it
        torch.tensor(1.0),
        torch.tensor([1.0, 2.0], dtype=torch.float64),
        torch.tensor([1, 2]),
        torch.tensor([1.0 + 0j, 2.0]),
        [1.0, 2.0],
        (1.0, 2.0),
        None,
        Other("numpy.ndarray"),
        Raises("ValueError"),
        Changes("X"),
        RawTensor("float32", (2,), b"12345678"),
        "tensor([1., 2.])",
    ],
    ids=repr,
)
def test_what_is_not_the_expected_tensor_is_not_the_same(got):
    assert same(ONE, ONE.clone()) and same(ONE + 5e-5, ONE)
    assert not same(got, ONE)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_never_right_not_even_where_it_is_expected(value):
    assert not same(torch.tensor([value]), torch.tensor([value]))


@pytest.mark.parametrize(
    "got, expected, right",
    [
        (7, 7, True), (7.0, 7, False), (True, 1, False), (7, 8, False), ("7", 7, False), (None, 7, False),
        (7.00001, 7.0, True), (7, 7.0, False), (math.nan, 7.0, False),
        ((3, 4), (3, 4), True), ([3, 4], (3, 4), True), ((3, 4.0), (3, 4), False), ((4, 3), (3, 4), False),
        ((3, 4, 5), (3, 4), False), (3, (3, 4), False), (torch.tensor([3, 4]), (3, 4), False),
        ([(1, 2), 3], [(1, 2), 3], True), ([(1, 2), 3], [(1, 3), 3], False),
        (Raises("MyError", ("MyError", "ValueError")), Raises("ValueError"), True),
        (Raises("TypeError", ("TypeError",)), Raises("ValueError"), False),
        (5, Raises("ValueError"), False), (Raises("ValueError"), 5, False),
    ],
)  # fmt: skip
def test_numbers_are_compared_with_their_types_and_exceptions_with_their_bases(got, expected, right):
    assert same(got, expected) is right


def test_a_counterexample_is_json_in_whole_numbers_where_it_can_be():
    assert to_data(torch.tensor([[0.0, 1.5], [-2.0, 1 / 3]])) == {
        "shape": [2, 2], "dtype": "float32", "values": [[0, 1.5], [-2, 0.333333]],
    }  # fmt: skip
    assert to_data((3, 4)) == [3, 4] and to_data(Raises("ValueError")) == {"raises": "ValueError"}
    assert to_data(Other("a list")) == {"returned": "a list"} and to_data(Changes("X")) == {"changes": "X"}
    assert to_data(torch.tensor(2.0)) == {"shape": [], "dtype": "float32", "values": 2}
    assert repr(to_data(2.0)) == "2.0", "where an int is asked for, this is what differs"


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, torch.tensor([math.nan, -math.inf]), torch.tensor([1 + 2j]), [[math.nan]], torch.zeros(1000)],
)
def test_what_json_cannot_hold_becomes_words(value):
    data = to_data(value)

    assert json.loads(json.dumps(data, allow_nan=False)) == data


@pytest.mark.parametrize(
    "value", [torch.zeros(2**40, 0), (torch.zeros(0, 2**40),), [["x" * 60] * 250] * 250, [torch.zeros(250)] * 200]
)
def test_what_has_too_many_numbers_or_rows_is_named_not_written_down(value):
    assert len(json.dumps(to_data(value))) < 200


HOSTILE = "a\x1b[31m\u202eb\n" + "c" * 5000


@pytest.mark.parametrize("value", [HOSTILE, Other(HOSTILE), Raises(HOSTILE), [HOSTILE], (1, [HOSTILE])])
def test_text_of_a_students_program_is_shown_short_and_without_control_codes(value):
    said = json.dumps(to_data(value), ensure_ascii=True)

    assert "\\u001b" not in said and "\\u202e" not in said and "\\n" not in said
    assert len(said) < 400


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.integers() | st.floats() | st.text() | st.none() | st.booleans(),
        lambda i: st.lists(i, max_size=3),
        max_leaves=6,
    )
)
def test_any_plain_value_becomes_json(value):
    data = to_data(value)

    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_what_came_back_is_said_in_words():
    assert in_words(None) == "None (is there a `return`?)"
    assert in_words(torch.zeros(2, 3)) == "a torch.Tensor of shape (2, 3)"
    assert (
        in_words([1]) == "a list"
        and in_words(1) == "an int"
        and in_words(Raises("KeyError")) == "an exception (KeyError)"
    )
