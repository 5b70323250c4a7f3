"""How two arrays of NumPy differ, in a sentence: kind, shape, then the pattern in the values."""

import sys
from collections.abc import Callable
from typing import Any

from autograder.marking.values import dtype_kind, in_words, is_array, right_places

KINDS = {"b": "True and False", "i": "whole numbers", "f": "floats", "c": "complex numbers", "O": "texts or objects"}
FEW = 3  # wrong values, of which the first is named with its place


def sentence(
    got: Any, expected: Any, shapes: Callable[[Any, Any], str], short: Callable[[Any], str], hidden: bool
) -> str:
    """How an array differs from the right one, whatever came back; `hidden`: no number is named."""
    if not is_array(got):
        return f"Expected a NumPy array, got {in_words(got)}."
    if got.shape != expected.shape:
        return shapes(got, expected)
    if dtype_kind(got) != dtype_kind(expected):
        held, asked = (KINDS.get(dtype_kind(array), str(array.dtype)) for array in (got, expected))
        return f"The array holds {held} ({str(got.dtype)[:40]}), expected {asked} ({expected.dtype})."
    wrong = ~right_places(got, expected)
    first = tuple(int(axis[0]) for axis in wrong.nonzero()) if wrong.ndim else ()
    told = f"At [{', '.join(map(str, first))}] it gives" if first else "It gives"
    more = f" ({int(wrong.sum())} of {wrong.size} values differ)" if int(wrong.sum()) > 1 else ""
    if hidden and dtype_kind(expected) != "O":
        return "The shape is right, but " + (_pattern(got, expected, wrong, hidden=True) or _counted(wrong)) + "."
    if dtype_kind(expected) in "ifc" and (pattern := _pattern(got, expected, wrong, hidden=False)):
        return f"The shape is right, but {pattern}."
    return f"{told} {short(_item(got, first))}, expected {short(_item(expected, first))}{more}."


def _item(array: Any, place: tuple[int, ...]) -> Any:
    item = array[place]
    return item.item() if hasattr(item, "item") else item


def _counted(wrong: Any) -> str:
    count = int(wrong.sum())
    return f"{count} of {wrong.size} values differ{'s' if count == 1 else ''}"


def _pattern(got: Any, expected: Any, wrong: Any, *, hidden: bool) -> str:
    """What all wrong values have in common; "" where there is nothing, or too few values to tell."""
    numpy = sys.modules["numpy"]
    if got.size < 2 or dtype_kind(expected) not in "ifc":
        return ""
    if (got != got).any() and not (expected != expected).any():
        return "it holds a value that is not a number (nan)"
    if not got.any():
        return "every value is 0"
    if wrong.sum() < 2:
        return ""
    with numpy.errstate(all="ignore"):
        shift = (got - expected).reshape(-1)
        if numpy.allclose(shift, shift[0], rtol=1e-4, atol=1e-4):
            return f"every value is off by {'the same amount' if hidden else f'{shift[0]:g}'}"
        usable = numpy.abs(expected) > 1e-3
        if dtype_kind(expected) != "c" and usable.sum() > 1:
            ratio = got[usable][0] / expected[usable][0]
            if abs(ratio) > 1e-3 and numpy.allclose(got, expected * ratio, rtol=1e-3, atol=1e-3):
                return f"every value is {'the same multiple of' if hidden else f'{ratio:.3g} times'} the expected one"
    if got.ndim == 2 and got.shape[0] == got.shape[1] and numpy.allclose(got, expected.T, rtol=1e-4, atol=1e-4):
        return "rows and columns are exchanged"
    if dtype_kind(expected) != "c" and numpy.allclose(numpy.sort(got, None), numpy.sort(expected, None), 1e-4, 1e-4):
        return "the values stand in the wrong places"
    return ""
