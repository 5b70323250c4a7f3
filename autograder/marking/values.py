"""Values on the trusted side: off the wire, compared, and written down for a person.

What comes from the box is rebuilt here from bytes alone; no method of a student's object is ever called.
"""

import math
from typing import Any

from autograder.plain_text import plain
from autograder.torch_if_there import torch
from autograder.verdict import Place
from autograder.wire import DTYPES, Other, RawTensor

TOLERANCE = 1e-4  # relative and absolute, where a test does not say how large the numbers were that were added
ROUNDINGS = 8  # of float32, at each place: sums in any order, through NumPy or by FFT, differ by less
MAX_SHOWN = 256  # numbers of one value in a record
REFUSED = "NotAsAsked"  # what an exercise's probe raises where the student's code raised nothing
MAX_WORDS = 200  # characters of a text that a student's program gave

_TORCH = {name: getattr(torch, name) for name in DTYPES if hasattr(torch, name)}
_NAMES = {dtype: name for name, dtype in _TORCH.items()}


class Raises:
    """An exception in the place of a value: what the function raised, by the names of its type and bases."""

    def __init__(self, kind: str, bases: tuple[str, ...] = (), text: str = "", place: Place | None = None):
        self.kind, self.bases, self.text, self.place = kind, bases or (kind,), text, place

    def __repr__(self) -> str:
        return f"raises {self.kind}"


class Changes:
    """In the place of a value: the call changed one of its arguments."""

    def __init__(self, argument: str):
        self.argument = argument

    def __repr__(self) -> str:
        return f"changes {self.argument}"


def from_wire(value: Any) -> Any:
    """A Python value: tensors as torch tensors, descriptions (`Other`) as they are."""
    if type(value) is RawTensor:
        dtype = _TORCH[value.dtype]
        if not value.data:
            return torch.empty(value.shape, dtype=dtype)
        return torch.frombuffer(bytearray(value.data), dtype=dtype).reshape(value.shape)
    if type(value) in (tuple, list):
        return type(value)(from_wire(item) for item in value)
    return value


def to_wire(value: Any) -> Any:
    """A test's argument as a wire value."""
    if isinstance(value, torch.Tensor):
        dense = value.detach().contiguous().reshape(-1)
        data = bytes(dense.view(torch.uint8).numpy()) if dense.numel() else b""
        return RawTensor(_NAMES[value.dtype], tuple(value.shape), data)
    if isinstance(value, tuple | list):
        return type(value)(to_wire(item) for item in value)
    return value


def same(got: Any, expected: Any) -> bool:
    """Whether an answer is right: type, dtype, shape, finiteness, then values within the tolerance."""
    if isinstance(expected, Raises):
        return isinstance(got, Raises) and expected.kind in got.bases
    if isinstance(expected, torch.Tensor):
        return (
            isinstance(got, torch.Tensor)
            and got.dtype == expected.dtype
            and got.shape == expected.shape
            and bool(torch.isfinite(got).all())
            and close(got, expected)
        )
    if isinstance(expected, tuple | list):
        return (
            isinstance(got, tuple | list)
            and len(got) == len(expected)
            and all(same(a, b) for a, b in zip(got, expected, strict=True))
        )
    if type(got) is not type(expected):  # 7.0 is not 7, True is not 1
        return False
    if isinstance(expected, float):
        return math.isclose(got, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return got == expected


def identical(one: Any, other: Any) -> bool:
    """Whether two claimed values are the same, whatever they are: what is not a number equals itself here."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        exact = not (one.is_floating_point() or one.is_complex())
        return bool((one == other if exact else torch.isclose(one, other, TOLERANCE, TOLERANCE, equal_nan=True)).all())
    if isinstance(one, tuple | list):
        return type(one) is type(other) and len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return same(one, other)


def within_rounding(got: torch.Tensor, expected: torch.Tensor, magnitude: torch.Tensor) -> bool:
    """Whether float32 sums differ by rounding alone; `magnitude` is the sum of |x·k| at each place, of the same shape.

    A transform rounds by the largest numbers of the image, wherever they stand: they count for a half.
    """
    unit = torch.finfo(expected.dtype).eps * ROUNDINGS
    largest = magnitude.max() / 2 if magnitude.numel() else 0.0
    return bool(((got.double() - expected.double()).abs() <= unit * (magnitude.double() + largest)).all())


def close(got: torch.Tensor, expected: torch.Tensor) -> bool:
    """Values within the tolerance; shapes must be equal already, for a comparison would broadcast."""
    if got.is_floating_point() or got.is_complex():
        return bool(torch.isclose(got, expected, rtol=TOLERANCE, atol=TOLERANCE).all())
    return bool((got == expected).all())


def to_data(value: Any) -> Any:
    """A value as a counterexample's JSON holds it: {"shape", "dtype", "values"} for a tensor, see `grids.panel`."""
    if isinstance(value, Raises):
        if value.kind == REFUSED:
            return {"returned": plain(value.text.partition(";")[0], MAX_WORDS)}
        return {"raises": plain(value.kind, MAX_WORDS)}
    if isinstance(value, Changes):
        return {"changes": value.argument}
    if isinstance(value, torch.Tensor):
        shown = None if _size(value) > MAX_SHOWN else _numbers(value.detach().tolist())
        return {"shape": list(value.shape), "dtype": _NAMES[value.dtype], "values": shown}
    if isinstance(value, tuple | list):
        if _size(value) > MAX_SHOWN:
            return {"returned": f"{in_words(value)} of {len(value)} entries, too much to show"}
        return [to_data(item) for item in value]
    if isinstance(value, Other):
        return {"returned": plain(value.description, MAX_WORDS)}
    if isinstance(value, float) and math.isfinite(value):
        return round(value, 6)  # 2.0 stays 2.0: here the type may be all that differs
    return _numbers(value)


def _size(value: Any) -> int:
    """How many numbers and rows it takes to write a value down: an empty tensor may have a trillion rows."""
    if isinstance(value, torch.Tensor):
        return math.prod(max(size, 1) for size in value.shape)
    if isinstance(value, tuple | list):
        return 1 + sum(map(_size, value))
    return 1


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, complex):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)  # JSON has no NaN
        return int(value) if value == int(value) and abs(value) < 2**53 else round(value, 6)
    if isinstance(value, str):
        return plain(value, MAX_WORDS)
    return value


def in_words(value: Any) -> str:
    """What kind of thing came back, for a sentence: `a torch.Tensor of shape (2, 3)`, `a list`."""
    if isinstance(value, Raises):
        return f"an exception ({value.kind})"
    if isinstance(value, torch.Tensor):
        return f"a torch.Tensor of shape {tuple(value.shape)}"
    if isinstance(value, Other):
        words = value.description[:200]
        return words if " " in words else _with_article(words)
    if value is None:
        return "None (is there a `return`?)"
    return _with_article(type(value).__name__)


def _with_article(word: str) -> str:
    """The word behind its article; a class may be called "" too."""
    return f"{'an' if word[:1] in tuple('aeiou') else 'a'} {word or 'value without a name'}"
