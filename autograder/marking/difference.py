"""One sentence about how an answer differs from the right one: what a teaching assistant would say on seeing both.

It describes, it does not diagnose: naming a belief is the business of `mistakes`.
"""

from collections.abc import Sequence
from typing import Any

from autograder.marking.values import Changes, Raises, close, in_words, same
from autograder.torch_if_there import torch


def sentence(got: Any, expected: Any, axes: Sequence[str] = (), *, hidden: bool = False) -> str:
    """How `got` differs from `expected`; empty when it does not. `axes` names those of the result: image, row.

    `hidden`: the input is secret, so no number of a tensor is told: a program could hide a digit of it in an error.
    """
    if same(got, expected):
        return ""
    if isinstance(got, Changes):
        return f"It changes its argument {got.argument}; leave it as it was."
    if isinstance(expected, Raises):
        if isinstance(got, Raises):
            return f"It raises {got.kind}, but {expected.kind} is asked for."
        return f"It must raise {expected.kind} here; it gives {_short(got)} instead."
    if isinstance(got, Raises):
        return f"It raises {got.kind} on this input."
    if isinstance(expected, torch.Tensor):
        return _tensor(got, expected, axes if len(axes) == expected.dim() else (), hidden)
    if isinstance(expected, tuple | list):
        return _sequence(got, expected)
    if type(got) is not type(expected):
        shown = f", {got}" if isinstance(got, int | float) else ""
        return f"Expected {in_words(expected)}, got {in_words(got)}{shown}."
    return f"It gives {_short(got)}, expected {_short(expected)}."


def _sequence(got: Any, expected: tuple | list) -> str:
    if not isinstance(got, tuple | list):
        return f"Expected {len(expected)} values, got {in_words(got)}."
    if len(got) != len(expected):
        return f"Expected {len(expected)} values, got {len(got)}."
    place, (a, b) = next((i, pair) for i, pair in enumerate(zip(got, expected, strict=True)) if not same(*pair))
    if isinstance(b, int) and not isinstance(a, int):
        shown = f"{a}, a float" if isinstance(a, float) else in_words(a)
        return f"Entry {place} is {shown}; expected the int {b}."
    if len(expected) == 2 and all(same(x, y) for x, y in zip(got[::-1], expected, strict=True)):
        return f"The two numbers are exchanged: it gives {_short(got)}, expected {_short(expected)}."
    return f"Entry {place} is {_short(a)}, expected {_short(b)}."


def _tensor(got: Any, expected: torch.Tensor, axes: Sequence[str], hidden: bool) -> str:
    if not isinstance(got, torch.Tensor):
        return f"Expected a torch.Tensor, got {in_words(got)}."
    if got.shape != expected.shape:
        return _shapes(got, expected, axes)
    if got.dtype != expected.dtype:
        return f"The dtype is {got.dtype}, expected {expected.dtype}."
    if not torch.isfinite(got).all():
        return "The result holds a value that is not a finite number (nan or inf)."
    return _values(got, expected, axes, hidden)


def _shapes(got: torch.Tensor, expected: torch.Tensor, names: Sequence[str]) -> str:
    a, b = tuple(got.shape), tuple(expected.shape)
    what = f"The shape is {a}, expected {b}"
    if got.dtype == expected.dtype and sorted(a) == sorted(b) and len(a) == len(b):
        return f"{what}: the same sizes in another order."
    if len(a) != len(b):
        count = abs(len(a) - len(b))
        return f"{what}: {count} {'axis' if count == 1 else 'axes'} too {'many' if len(a) > len(b) else 'few'}."
    axes = [axis for axis in range(len(a)) if a[axis] != b[axis]]
    if names:
        return f"{what}: the number of {' and of '.join(f'{names[axis]}s' for axis in axes)} differs."
    where = " and ".join(f"axis {axis}" for axis in axes)
    return f"{what}: {where} differ{'s' if len(axes) == 1 else ''}."


def _values(got: torch.Tensor, expected: torch.Tensor, axes: Sequence[str], hidden: bool) -> str:
    right = "The shape is right, but"
    wrong = ~torch.isclose(got, expected, rtol=1e-4, atol=1e-4)
    count = f"{int(wrong.sum())} of {got.numel()} values"
    if got.numel() == 1:
        return f"{right} the value differs." if hidden else f"It gives {_short(got)}, expected {_short(expected)}."
    if not got.any():
        return f"{right} every value is 0."
    for axis, name in enumerate(axes):
        if got.shape[axis] > 1 and name not in ("row", "column"):
            said = _parts(got.movedim(axis, 0), expected.movedim(axis, 0), name)
            if said:
                return f"{right} {said}."
    if not got.is_floating_point():  # torch subtracts no booleans and sorts no complex numbers
        return f"{right} {count} differ{'s' if int(wrong.sum()) == 1 else ''}."
    shift = (got - expected).reshape(-1)
    if close(shift, shift[:1].expand_as(shift)):
        return f"{right} every value is off by {'the same amount' if hidden else f'{shift[0].item():g}'}."
    if not got.is_complex() and torch.allclose(got, expected, rtol=2e-3, atol=6e-3):
        return f"{right} {count} {'is' if int(wrong.sum()) == 1 else 'are'} off by a little. Is something rounded?"
    if _ratio(got, expected) is not None:
        times = "the same multiple of" if hidden else f"{_ratio(got, expected)} times"
        return f"{right} every value is {times} the expected one."
    if close(got, expected.clamp(min=0)):
        return f"{right} the negative values have become 0."
    if close(got.reshape(-1).sort().values, expected.reshape(-1).sort().values):
        return f"{right} the values stand in the wrong places."
    if wrong.all():
        return f"{right} all {got.numel()} values differ."
    return f"{right} {count} differ{'s' if int(wrong.sum()) == 1 else ''}."


def _parts(got: torch.Tensor, expected: torch.Tensor, name: str) -> str:
    """How the parts along axis 0, of which one is called `name`, are mixed up; empty if they are not."""
    if close(got, got[:1].expand_as(got)) and not close(expected, expected[:1].expand_as(expected)):
        return f"all {name}s are the same" if got.shape[0] > 2 else f"{name} 1 repeats {name} 0"
    for part in range(got.shape[0]):
        if close(got[part], expected[part]):
            continue
        for other in range(expected.shape[0]):
            if other != part and close(got[part], expected[other]):
                return f"{name} {part} holds what belongs into {name} {other}"
        others = [index for index in range(got.shape[0]) if index != part]
        if all(close(got[index], expected[index]) for index in others):
            return f"{name} {part} differs, the other {name}s are right"
    return ""


def _ratio(got: torch.Tensor, expected: torch.Tensor) -> str | None:
    usable = expected.abs() > 1e-3
    if int(usable.sum()) < 2 or got.is_complex():
        return None
    ratio = got[usable][0] / expected[usable][0]
    if torch.isclose(got, expected * ratio, rtol=1e-3, atol=1e-3).all() and ratio.abs() > 1e-3:
        return f"{ratio.item():.3g}"
    return None


def _short(value: Any) -> str:
    if isinstance(value, torch.Tensor):
        if value.numel() == 1:
            return f"{value.item():g}" if not value.is_complex() else "a complex number"
        return in_words(value)
    if isinstance(value, tuple | list):
        end = "," if len(value) == 1 else ", …" if len(value) > 6 else ""
        return "(" + ", ".join(_short(item) for item in value[:6]) + end + ")"
    if isinstance(value, int | float):
        return f"{value}"
    if isinstance(value, str):
        return repr(value)
    return in_words(value)
