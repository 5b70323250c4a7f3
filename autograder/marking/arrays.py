"""How two arrays of NumPy differ, in a sentence: kind, shape, then the pattern in the values."""

import sys
from collections.abc import Callable
from typing import Any

from autograder.language import as_sentence, phrase, say, say_count
from autograder.marking.values import dtype_kind, in_words, is_array, right_places

KINDS = {
    "b": phrase("True and False"),
    "i": phrase("whole numbers"),
    "f": phrase("floats"),
    "c": phrase("complex numbers"),
    "O": phrase("texts or objects"),
}
RIGHT_SHAPE = phrase("The shape is right, but {pattern}")
ALL_ZERO = phrase("every value is 0")
OFF_BY_THE_SAME = phrase("every value is off by the same amount")
SAME_MULTIPLE = phrase("every value is the same multiple of the expected one")
WRONG_PLACES = phrase("the values stand in the wrong places")
OFF_BY = phrase("every value is off by {amount}")
TIMES = phrase("every value is {ratio} times the expected one")
FEW = 3  # wrong values, of which the first is named with its place


def right_shape(pattern: str) -> str:
    """The sentence on a result of the right shape: `pattern` is what its wrong values have in common."""
    return as_sentence(say(RIGHT_SHAPE, pattern=pattern))


def sentence(
    got: Any, expected: Any, shapes: Callable[[Any, Any], str], short: Callable[[Any], str], hidden: bool
) -> str:
    """How an array differs from the right one, whatever came back; `hidden`: no number is named."""
    if not is_array(got):
        return say("Expected a NumPy array, got {got}.", got=in_words(got))
    if got.shape != expected.shape:
        return shapes(got, expected)
    if dtype_kind(got) != dtype_kind(expected):
        held, asked = (say(KINDS.get(dtype_kind(array), str(array.dtype))) for array in (got, expected))
        return say(
            "The array holds {held} ({got}), expected {asked} ({expected}).",
            held=held,
            asked=asked,
            got=str(got.dtype)[:40],
            expected=str(expected.dtype),
        )
    wrong = ~right_places(got, expected)
    first = tuple(int(axis[0]) for axis in wrong.nonzero()) if wrong.ndim else ()
    count = {"n": int(wrong.sum()), "all": int(wrong.size)}
    if hidden and dtype_kind(expected) != "O":
        return right_shape(_pattern(got, expected, wrong, hidden=True) or differing(**count))
    if dtype_kind(expected) in "ifc" and (pattern := _pattern(got, expected, wrong, hidden=False)):
        return right_shape(pattern)
    values = {"got": short(_item(got, first)), "expected": short(_item(expected, first))}
    if not first:
        return say("It gives {got}, expected {expected}.", **values)
    place = f"[{', '.join(map(str, first))}]"
    if count["n"] == 1:
        return say("At {place} it gives {got}, expected {expected}.", place=place, **values)
    more = phrase("At {place} it gives {got}, expected {expected} ({n} of {all} values differ).")
    return say(more, place=place, **values, **count)


def _item(array: Any, place: tuple[int, ...]) -> Any:
    item = array[place]
    return item.item() if hasattr(item, "item") else item


def differing(n: int, all: int) -> str:
    """How many values differ, within a sentence."""
    return say_count("{n} of {all} values differs", "{n} of {all} values differ", n, all=all)


def _pattern(got: Any, expected: Any, wrong: Any, *, hidden: bool) -> str:
    """What all wrong values have in common; "" where there is nothing, or too few values to tell."""
    numpy = sys.modules["numpy"]
    if got.size < 2 or dtype_kind(expected) not in "ifc":
        return ""
    if (got != got).any() and not (expected != expected).any():
        return say("it holds a value that is not a number (nan)")
    if not got.any():
        return say(ALL_ZERO)
    if wrong.sum() < 2:
        return ""
    with numpy.errstate(all="ignore"):
        shift = (got - expected).reshape(-1)
        if numpy.allclose(shift, shift[0], rtol=1e-4, atol=1e-4):
            return say(OFF_BY_THE_SAME) if hidden else say(OFF_BY, amount=f"{shift[0]:g}")
        usable = numpy.abs(expected) > 1e-3
        if dtype_kind(expected) != "c" and usable.sum() > 1:
            ratio = got[usable][0] / expected[usable][0]
            if abs(ratio) > 1e-3 and numpy.allclose(got, expected * ratio, rtol=1e-3, atol=1e-3):
                return say(SAME_MULTIPLE) if hidden else say(TIMES, ratio=f"{ratio:.3g}")
    if got.ndim == 2 and got.shape[0] == got.shape[1] and numpy.allclose(got, expected.T, rtol=1e-4, atol=1e-4):
        return say("rows and columns are exchanged")
    if dtype_kind(expected) != "c" and numpy.allclose(numpy.sort(got, None), numpy.sort(expected, None), 1e-4, 1e-4):
        return say(WRONG_PLACES)
    return ""
