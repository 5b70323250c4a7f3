"""Values on the trusted side: off the wire and onto it, and compared.

What comes from the box is rebuilt here from bytes alone; no method of a student's object is ever called.
"""

import decimal
import sys
from collections.abc import Sequence
from typing import Any

from autograder.crossing import iterators
from autograder.crossing.apart import take_apart
from autograder.crossing.kinds import Figure, Items, Kept, NamedTuple, Raises, Record, Thrown, fields_of, name_of
from autograder.crossing.together import Together
from autograder.language import say
from autograder.marking import drawn, sheets, tolerance
from autograder.marking.stand_ins import Calls, Changes, Code, Holds, Outcomes, step_in_words
from autograder.wire import Other, Parts

__all__ = [
    "Calls",
    "Changes",
    "Code",
    "Holds",
    "Outcomes",
    "Raises",
    "close",
    "from_wire",
    "identical",
    "in_words",
    "same",
    "step_in_words",
    "to_wire",
]
from autograder.torch_if_there import torch

ROUNDINGS = 8  # of float32, at each place: sums in any order, through NumPy or by FFT, differ by less
REFUSED = "NotAsAsked"  # what an exercise's probe raises where the student's code raised nothing
PLAIN = (type(None), bool, int, float, complex, str, bytes, torch.Tensor)

_together = Together()


def from_wire(value: Any) -> Any:
    """A Python value: tensors as torch tensors, frames as pandas has them, descriptions (`Other`) as they are."""
    return _together(value)


def to_wire(value: Any) -> Any:
    """A test's argument as a wire value; TypeError where a part of it does not cross."""
    if isinstance(value, Code):
        return Parts("code", value.source)
    if type(value) is tuple or isinstance(value, list):
        return (tuple if type(value) is tuple else list)(to_wire(item) for item in value)
    made = take_apart(value)
    lost = _lost(made)
    if lost:
        raise TypeError(f"an argument holds {in_words(lost)}, which does not cross into the box")
    return made


def _lost(made: Any) -> Other | None:
    if isinstance(made, Parts):
        return _lost(made.parts)
    if isinstance(made, tuple | list):
        return next(filter(None, map(_lost, made)), None)
    return made if isinstance(made, Other) else None


def settled(value: Any) -> Any:
    """A value of the author's as it would come out of the box: a Counter is a dict, a figure is what it shows."""
    kind = type(value)
    if kind in PLAIN or kind in (Raises, Changes, Holds, Other, Record, NamedTuple, Figure, Thrown, Items, Kept):
        return value
    if kind is tuple or kind is list:
        return kind(settled(item) for item in value)
    if kind is Outcomes or kind is Code:
        return value
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and kind is numpy.ndarray:
        return value
    if pandas is not None and hasattr(pandas, "DataFrame") and kind in (pandas.DataFrame, pandas.Series):
        return value
    return _together(take_apart(iterators.taken(value)))


def same(got: Any, expected: Any) -> bool:
    """Whether an answer is right: type, dtype, shape, finiteness, then values within the tolerance."""
    return _same(got, settled(expected))


def _same(got: Any, expected: Any) -> bool:
    if isinstance(expected, Raises):
        return isinstance(got, Raises) and expected.kind in got.bases
    if isinstance(expected, Holds):
        return not expected.broken(got)
    if isinstance(expected, torch.Tensor):
        return _same_tensor(got, expected)
    if is_array(expected):
        return is_array(got) and same_arrays(got, expected)
    if sheets.is_table(expected):
        return type(got) is type(expected) and sheets.same(got, expected, _same)
    if isinstance(expected, Figure):
        return isinstance(got, Figure) and drawn.same(got, expected)
    if isinstance(expected, Outcomes):
        return isinstance(got, Outcomes) and _same(got.gave, expected.gave)
    if isinstance(expected, Items):
        alike = isinstance(got, Items) and len(got) == len(expected) and got.more == expected.more
        return alike and all(map(_same, got, expected))
    if isinstance(expected, NamedTuple | Record):
        return type(got) is type(expected) and _same_fields(got, expected)
    if isinstance(expected, tuple | list):
        return (
            isinstance(got, tuple | list)
            and len(got) == len(expected)
            and all(_same(a, b) for a, b in zip(got, expected, strict=True))
        )
    if isinstance(expected, dict):
        alike = isinstance(got, dict) and len(got) == len(expected)
        return alike and not differing_keys(got, expected) and not missing_from(expected, got)
    if isinstance(expected, set | frozenset):
        alike = isinstance(got, set | frozenset) and len(got) == len(expected)
        return alike and not missing_from(got, expected) and not missing_from(expected, got)
    return _same_atom(got, expected)


def _same_tensor(got: Any, expected: torch.Tensor) -> bool:
    return (
        isinstance(got, torch.Tensor)
        and got.dtype == expected.dtype
        and got.shape == expected.shape
        and bool(torch.isfinite(got).all())
        and close(got, expected)
    )


def _same_atom(got: Any, expected: Any) -> bool:
    if type(got) is not type(expected):  # 7.0 is not 7, True is not 1
        return False
    if isinstance(expected, Other | Kept):  # the reference gives what does not cross: nothing can be right
        return False
    if isinstance(expected, float | complex):
        return tolerance.now().near(got, expected)
    if isinstance(expected, decimal.Decimal):
        return got == expected or (got.is_nan() and expected.is_nan())
    if isinstance(expected, Thrown):
        return expected.kind in got.bases
    try:
        return bool(got == expected)
    except TypeError:  # a time with a zone and one without
        return False


def _same_fields(got: Any, expected: Any) -> bool:
    ours, theirs = fields_of(got), fields_of(expected)
    return (
        name_of(got) == name_of(expected)
        and list(ours) == list(theirs)
        and all(_same(ours[name], theirs[name]) for name in theirs)
    )


def differing_keys(got: dict, expected: dict) -> Sequence[Any]:
    """The keys of `expected` that `got` has not, or with another value: 1, 1.0 and True are three keys."""
    keys = {_typed(key): key for key in got}
    differing = []
    for key, value in expected.items():
        there = keys.get(_typed(key), _nowhere)
        if there is _nowhere:
            there = next((other for other in got if _same(other, key)), _nowhere)
        if there is _nowhere or not _same(got[there], value):
            differing.append(key)
    return differing


def value_of(got: dict, key: Any) -> Any:
    """What the key that is the same as this one holds; KeyError where there is none."""
    for other, value in got.items():
        if _same(other, key):
            return value
    raise KeyError(key)


def missing_from(got: Any, expected: Any) -> list[Any]:
    """The elements of `expected` that `got` has not."""
    there = {_typed(item) for item in got}
    left = [item for item in expected if _typed(item) not in there]
    return [item for item in left if not any(_same(other, item) for other in got)]


def in_order(items: set | frozenset) -> list[Any]:
    """The elements of a set, sorted where they can be."""
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda item: (type(item).__name__, repr(item)))


_nowhere = object()


def _typed(key: Any) -> Any:
    """A key that differs for 1, 1.0 and True."""
    return (type(key), tuple(map(_typed, key))) if isinstance(key, tuple) else (type(key), key)


def is_array(value: Any) -> bool:
    """Whether this is an array of NumPy."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def same_arrays(got: Any, expected: Any) -> bool:
    """Whether shape, kind of dtype and values are the same; NaN is where NaN is expected."""
    return (
        got.shape == expected.shape
        and dtype_kind(got) == dtype_kind(expected)
        and bool(right_places(got, expected).all())
    )


def dtype_kind(array: Any) -> str:
    """What kind of numbers (or other things) an array holds; how many bits they take does not count."""
    letter = array.dtype.kind
    return {"u": "i", "U": "O", "S": "O", "M": "O", "m": "O"}.get(letter, letter)


def right_places(got: Any, expected: Any) -> Any:
    """At which places two arrays of one shape and kind are the same, as an array."""
    numpy = sys.modules["numpy"]
    if dtype_kind(expected) == "O":
        pairs = zip(got.reshape(-1).tolist(), expected.reshape(-1).tolist(), strict=True)
        return numpy.array([_same(one, settled(other)) for one, other in pairs], dtype=bool).reshape(expected.shape)
    if dtype_kind(expected) in "fc":
        return numpy.isclose(got, expected, *_both(), equal_nan=True)
    return numpy.asarray(got == expected)


def _both() -> tuple[float, float]:
    """The relative and the absolute tolerance of the task or test that runs."""
    return tolerance.now().relative, tolerance.now().absolute


def identical(one: Any, other: Any) -> bool:
    """Whether two claimed values are the same, whatever they are: what is not a number equals itself here."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        exact = not (one.is_floating_point() or one.is_complex())
        return bool((one == other if exact else torch.isclose(one, other, *_both(), equal_nan=True)).all())
    if isinstance(one, NamedTuple):
        return _same(other, one)
    if isinstance(one, tuple | list):
        return type(one) is type(other) and len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, Other):
        return isinstance(other, Other) and one.description == other.description
    return same(one, other)


def within_rounding(got: torch.Tensor, expected: torch.Tensor, magnitude: torch.Tensor) -> bool:
    """Whether float32 sums differ by rounding alone; `magnitude` is the sum of |x·k| at each place, of the same shape.

    A transform rounds by the largest numbers of the image, whatever their place: they count for a half.
    """
    unit = torch.finfo(expected.dtype).eps * ROUNDINGS
    largest = magnitude.max() / 2 if magnitude.numel() else 0.0
    return bool(((got.double() - expected.double()).abs() <= unit * (magnitude.double() + largest)).all())


def close(got: torch.Tensor, expected: torch.Tensor) -> bool:
    """Values within the tolerance; shapes must be equal already, for a comparison would broadcast."""
    if got.is_floating_point() or got.is_complex():
        return bool(torch.isclose(got, expected, *_both()).all())
    return bool((got == expected).all())


def in_words(value: Any) -> str:
    """What kind of thing came back, for a sentence: `a torch.Tensor of shape (2, 3)`, `a list`."""
    if isinstance(value, Raises):
        return say("an exception ({kind})", kind=value.kind)
    if isinstance(value, Thrown):
        return say("{kind}, returned and not raised", kind=_with_article(value.kind))
    if isinstance(value, torch.Tensor):
        return say("a torch.Tensor of shape {shape}", shape=str(tuple(value.shape)))
    if is_array(value):
        return say("a NumPy array of shape {shape}", shape=str(value.shape))
    if sheets.is_table(value):
        return say("a pandas {kind}", kind=type(value).__name__)
    if isinstance(value, Figure):
        return say("a figure")
    if isinstance(value, Record | NamedTuple):
        return _with_article(name_of(value)[:200])
    if isinstance(value, Kept):
        return _called_or_not(value.name[:200])
    if isinstance(value, Items):
        return _with_article(value.name[:200])
    if isinstance(value, Other):
        words = value.description[:200]
        return words if " " in words else _called_or_not(words)
    if value is None:
        return say("None (is there a `return`?)")
    return _with_article(type(value).__name__)


def _called_or_not(name: str) -> str:
    """A thing of this class; of a function that its call may be missing."""
    if name == "method":
        return say("a method that was not called")
    if name in ("function", "builtin_function_or_method", "method_descriptor"):
        return say("a function that was not called")
    return say("a class, not an object of it") if name == "type" else _with_article(name)


def _with_article(word: str) -> str:
    """The word behind its article; a class may be called "" too."""
    if word == "bytes":
        return word
    if not word:
        return say("a value without a name")
    return say("an {kind}", kind=word) if word[0] in "aeiouAEIOU" else say("a {kind}", kind=word)
