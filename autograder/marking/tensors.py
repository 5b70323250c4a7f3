"""How one tensor differs from another, in a sentence: shape, dtype, and what all wrong values have in common."""

from collections.abc import Sequence
from typing import Any

from autograder.language import listed, phrases, say, say_count, several
from autograder.marking import arrays, tolerance
from autograder.marking.values import close, in_words
from autograder.torch_if_there import torch

WRONG_AXES = phrases(
    "The shape is {got}, expected {expected}: {axes} differs.",
    "The shape is {got}, expected {expected}: {axes} differ.",
)
WORDS_OF_AXES = [
    phrases("image", "images"),
    phrases("channel", "channels"),
    phrases("row", "rows"),
    phrases("column", "columns"),
    phrases("pixel", "pixels"),
    phrases("answer", "answers"),
]  # that exercises use, so that the catalogues know them


def sentence(got: Any, expected: torch.Tensor, axes: Sequence[str], hidden: bool) -> str:
    """How a result differs from a tensor; `axes` and `hidden` as in `difference.sentence`."""
    if not isinstance(got, torch.Tensor):
        return say("Expected a torch.Tensor, got {got}.", got=in_words(got))
    if got.shape != expected.shape:
        return shapes(got, expected, axes)
    if got.dtype != expected.dtype:
        return say("The dtype is {got}, expected {expected}.", got=str(got.dtype), expected=str(expected.dtype))
    if not torch.isfinite(got).all():
        return say("The result holds a value that is not a finite number (nan or inf).")
    return _values(got, expected, axes, hidden)


def shapes(got: Any, expected: Any, names: Sequence[str]) -> str:
    """How two shapes differ, of tensors or of arrays; `names` says what each axis counts, where that is known."""
    a, b = tuple(got.shape), tuple(expected.shape)
    both = {"got": str(a), "expected": str(b)}
    if got.dtype == expected.dtype and sorted(a) == sorted(b) and len(a) == len(b):
        return say("The shape is {got}, expected {expected}: the same sizes in another order.", **both)
    if len(a) > len(b):
        return say_count(
            "The shape is {got}, expected {expected}: {n} axis too many.",
            "The shape is {got}, expected {expected}: {n} axes too many.",
            len(a) - len(b),
            **both,
        )
    if len(a) < len(b):
        return say_count(
            "The shape is {got}, expected {expected}: {n} axis too few.",
            "The shape is {got}, expected {expected}: {n} axes too few.",
            len(b) - len(a),
            **both,
        )
    axes = [axis for axis in range(len(a)) if a[axis] != b[axis]]
    if names:
        things = listed([several(names[axis]) for axis in axes], "{before} and of {item}")
        return say("The shape is {got}, expected {expected}: the number of {things} differs.", **both, things=things)
    where = listed([say("axis {axis}", axis=axis) for axis in axes], "{before} and {item}")
    return say_count(*WRONG_AXES, len(axes), **both, axes=where)


def _values(got: torch.Tensor, expected: torch.Tensor, axes: Sequence[str], hidden: bool) -> str:
    if got.numel() == 1 and not hidden:
        return say("It gives {got}, expected {expected}.", got=short(got), expected=short(expected))
    return arrays.right_shape(_pattern(got, expected, axes, hidden))


def _pattern(got: torch.Tensor, expected: torch.Tensor, axes: Sequence[str], hidden: bool) -> str:
    """What all wrong values have in common, or how many there are."""
    wrong = ~torch.isclose(got, expected, tolerance.now().relative, tolerance.now().absolute)
    count = {"n": int(wrong.sum()), "all": got.numel()}
    if got.numel() == 1:
        return say("the value differs")
    if not got.any():
        return say(arrays.ALL_ZERO)
    for axis, name in enumerate(axes):
        if got.shape[axis] > 1 and name not in ("row", "column"):
            said = _parts(got.movedim(axis, 0), expected.movedim(axis, 0), name)
            if said:
                return said
    if not got.is_floating_point():  # torch subtracts no booleans and sorts no complex numbers
        return arrays.differing(**count)
    shift = (got - expected).reshape(-1)
    if close(shift, shift[:1].expand_as(shift)):
        return say(arrays.OFF_BY_THE_SAME) if hidden else say(arrays.OFF_BY, amount=f"{shift[0].item():g}")
    if not got.is_complex() and torch.allclose(got, expected, rtol=2e-3, atol=6e-3):
        return say_count(
            "{n} of {all} values is off by a little. Is something rounded?",
            "{n} of {all} values are off by a little. Is something rounded?",
            **count,
        )
    if (ratio := _ratio(got, expected)) is not None:
        return say(arrays.SAME_MULTIPLE) if hidden else say(arrays.TIMES, ratio=ratio)
    if close(got, expected.clamp(min=0)):
        return say("the negative values have become 0")
    if close(got.reshape(-1).sort().values, expected.reshape(-1).sort().values):
        return say(arrays.WRONG_PLACES)
    if wrong.all():
        return say("all {n} values differ", n=got.numel())
    return arrays.differing(**count)


def _parts(got: torch.Tensor, expected: torch.Tensor, name: str) -> str:
    """How the parts along axis 0, of which one is called `name`, are mixed up; empty if they are not."""
    one, many = say(name), several(name)
    if close(got, got[:1].expand_as(got)) and not close(expected, expected[:1].expand_as(expected)):
        if got.shape[0] > 2:
            return say("all {things} are the same", things=many)
        return say("{thing} {part} repeats {thing} {other}", thing=one, part=1, other=0)
    for part in range(got.shape[0]):
        if close(got[part], expected[part]):
            continue
        for other in range(expected.shape[0]):
            if other != part and close(got[part], expected[other]):
                return say("{thing} {part} holds what belongs into {thing} {other}", thing=one, part=part, other=other)
        others = [index for index in range(got.shape[0]) if index != part]
        if all(close(got[index], expected[index]) for index in others):
            return say("{thing} {part} differs, the other {things} are right", thing=one, part=part, things=many)
    return ""


def _ratio(got: torch.Tensor, expected: torch.Tensor) -> str | None:
    usable = expected.abs() > 1e-3
    if int(usable.sum()) < 2 or got.is_complex():
        return None
    ratio = got[usable][0] / expected[usable][0]
    if torch.isclose(got, expected * ratio, rtol=1e-3, atol=1e-3).all() and ratio.abs() > 1e-3:
        return f"{ratio.item():.3g}"
    return None


def short(value: torch.Tensor) -> str:
    """Its number, or its shape and dtype."""
    if value.numel() != 1:
        return in_words(value)
    return f"{value.item():g}" if not value.is_complex() else say("a complex number")
