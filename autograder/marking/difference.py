"""One sentence about how an answer differs from the right one: what a teaching assistant would say on seeing both.

It describes, it does not diagnose: naming a belief is the business of `mistakes`.
"""

import datetime
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Any

from autograder.crossing.kinds import Figure, Items, NamedTuple, Record, Thrown, fields_of, name_of
from autograder.marking import arrays, drawn, sheets, tolerance
from autograder.marking.values import (
    Changes,
    Holds,
    Outcomes,
    Raises,
    close,
    differing_keys,
    in_order,
    in_words,
    is_array,
    missing_from,
    same,
    settled,
    value_of,
)
from autograder.plain_text import visible_blanks
from autograder.torch_if_there import torch
from autograder.wire import Other

MOST_LOOKED_AT = 1_000  # keys or elements of what came back
LONG_TEXT = 40  # characters; of longer texts only the place where they differ is shown


def sentence(got: Any, expected: Any, axes: Sequence[str] = (), *, hidden: bool = False) -> str:
    """How `got` differs from `expected`; empty when it does not. `axes` names those of the result: image, row.

    `hidden`: the input is secret, so no number of a tensor is named: a program could hide a digit of it in an error.
    """
    expected = settled(expected)
    if same(got, expected):
        return ""
    if isinstance(got, Changes):
        return f"It changes its argument {got.argument}; leave it as it was."
    if isinstance(expected, Holds):
        return _property(got, expected)
    if isinstance(expected, Raises):
        if isinstance(got, Raises):
            return f"It raises {got.kind}, but {expected.kind} is asked for."
        if isinstance(got, Thrown):
            return f"It returns the {got.kind}; write `raise` in the place of `return`."
        return f"It must raise {expected.kind} here; it gives {_or_return(got)} instead."
    if isinstance(got, Raises):
        return f"It raises {got.kind} on this input."
    if isinstance(expected, torch.Tensor):
        return _tensor(got, expected, axes if len(axes) == expected.dim() else (), hidden)
    if is_array(expected):
        names = axes if len(axes) == expected.ndim else ()
        return arrays.sentence(got, expected, lambda one, other: _shapes(one, other, names), _short, hidden)
    if sheets.is_table(expected):
        if type(got) is not type(expected):
            return f"Expected {in_words(expected)}, got {in_words(got)}."
        return sheets.sentence(got, expected, same, _short, hidden)
    if isinstance(expected, Figure):
        return drawn.sentence(got, expected, hidden=hidden) if isinstance(got, Figure) else _no_figure(got)
    return _of_python(got, expected, hidden)


def _of_python(got: Any, expected: Any, hidden: bool) -> str:
    if isinstance(expected, Outcomes):
        return _outcomes(got, expected)
    if isinstance(expected, Items):
        return _items(got, expected, hidden)
    if isinstance(expected, NamedTuple | Record):
        return _fields(got, expected, hidden)
    if isinstance(expected, tuple | list):
        return _sequence(got, expected, hidden)
    if isinstance(expected, dict):
        return _dict(got, expected, hidden)
    if isinstance(expected, set | frozenset):
        return _set(got, expected)
    if isinstance(expected, Other):
        return f"The reference gives {in_words(expected)}, which cannot be compared."
    if type(got) is not type(expected):
        shown = f", {_short(got)}" if isinstance(got, int | float | str) else ""
        return f"Expected {'None' if expected is None else in_words(expected)}, got {in_words(got)}{shown}."
    if isinstance(expected, str):
        return _text(got, expected)
    if isinstance(expected, datetime.datetime | datetime.time) and (got.tzinfo is None) != (expected.tzinfo is None):
        has, asked = ("no time zone", "one") if got.tzinfo is None else ("a time zone", "none")
        return f"It has {has}, expected {asked}: it gives {_short(got)}, expected {_short(expected)}."
    return f"It gives {_short(got)}, expected {_short(expected)}."


def _property(got: Any, expected: Holds) -> str:
    if isinstance(got, Raises):
        return f"It raises {got.kind} on this input."
    return f"It gives {_short(got)}, for which this does not hold: {expected.broken(got).rstrip('.')}."


def _no_figure(got: Any) -> str:
    if got is None:
        return "Expected a figure, but nothing is drawn."
    return f"Expected a figure, got {in_words(got)}."


def _text(got: str, expected: str) -> str:
    """How two texts differ: in case, in blanks, or from which place on."""
    place = next((i for i, pair in enumerate(zip(got, expected, strict=False)) if pair[0] != pair[1]), None)
    if place is not None and unicodedata.normalize("NFKC", got) == unicodedata.normalize("NFKC", expected):
        ours, theirs = (f"U+{ord(text[place]):04X}" for text in (got, expected))
        return f"The texts look the same, but character {place} is {ours}, expected {theirs}."
    if got.lower() == expected.lower():
        return f"Only upper and lower case differ: it gives {_quoted(got)}, expected {_quoted(expected)}."
    if "".join(got.split()) == "".join(expected.split()):
        return f"Only blanks differ: it gives {_quoted(got)}, expected {_quoted(expected)}."
    if max(len(got), len(expected)) <= LONG_TEXT:
        return f"It gives {_quoted(got)}, expected {_quoted(expected)}."
    if place is None:
        place = min(len(got), len(expected))
    around = slice(max(0, place - 10), place + 20)
    start = "…" if place > 10 else ""
    return (
        f"The texts differ from character {place} on: it gives {start}{_quoted(got[around])}, "
        f"expected {start}{_quoted(expected[around])}."
    )


def _dict(got: Any, expected: dict, hidden: bool) -> str:
    if not isinstance(got, dict):
        return f"Expected {in_words(expected)}, got {in_words(got)}."
    missing, extra = missing_from(got, expected), missing_from(expected, list(islice(got, MOST_LOOKED_AT)))
    for key in missing:
        for other in extra:
            if type(key) is not type(other) and (str(key) == str(other) or key == other):
                return f"The key {_short(other)} is {in_words(other)}; expected the key {_short(key)}, {in_words(key)}."
    if missing and extra:
        return f"{_keys('missing', missing)}; {_keys('too many', extra)[0].lower()}{_keys('too many', extra)[1:]}."
    if missing or extra:
        return f"{_keys('missing', missing) if missing else _keys('too many', extra)}."
    key = differing_keys(got, expected)[0]
    return _within(f"the value of key {_short(key)}", value_of(got, key), expected[key], hidden)


def _keys(what: str, keys: Sequence[Any]) -> str:
    listed = ", ".join(map(_short, keys[:5])) + (" …" if len(keys) > 5 else "")
    if len(keys) == 1:
        return f"A key is {what}: {listed}"
    return f"{len(keys)} keys are {what}: {listed}"


def _set(got: Any, expected: set | frozenset) -> str:
    if not isinstance(got, set | frozenset):
        return f"Expected {in_words(expected)}, got {in_words(got)}."
    missing, extra = missing_from(got, expected), missing_from(expected, list(islice(got, MOST_LOOKED_AT)))
    said = [f"{_short(item)} is missing" for item in missing[:3]] + [
        f"{_short(item)} is too many" for item in extra[:3]
    ]
    return f"In the set {', '.join(said)}." if said else f"It gives {_short(got)}, expected {_short(expected)}."


def _fields(got: Any, expected: Any, hidden: bool) -> str:
    if type(got) is not type(expected):
        return f"Expected {in_words(expected)}, got {in_words(got)}."
    if name_of(got) != name_of(expected):
        return f"Expected {in_words(expected)}, got {in_words(got)}."
    ours, theirs = fields_of(got), fields_of(expected)
    if list(ours) != list(theirs):
        return f"The fields of {name_of(expected)} are {', '.join(ours)}, expected {', '.join(theirs)}."
    name = next(name for name in theirs if not same(ours[name], theirs[name]))
    return _within(f"field `{name}`", ours[name], theirs[name], hidden)


def _within(where: str, got: Any, expected: Any, hidden: bool) -> str:
    """A difference deeper down, behind the words that say where."""
    inner = sentence(got, expected, hidden=hidden)
    begin = f"{where[0].upper()}{where[1:]}"
    if type(got) is type(expected) and not isinstance(expected, bool | int | float | complex | str | bytes):
        return f"{begin}: {inner[0].lower()}{inner[1:]}"
    if isinstance(got, Raises):
        return f"{begin} raises {got.kind}."
    if type(got) is not type(expected) and got is not None and _is_plain(got) and _short(got) != in_words(got):
        return f"{begin} is {_short(got)}, {in_words(got)}; expected {_short(expected)}, {in_words(expected)}."
    return f"{begin} is {_short(got)}, expected {_short(expected)}."


def _is_plain(value: Any) -> bool:
    """Whether its type cannot be seen from how it is written."""
    return isinstance(value, bool | int | float | complex | str | bytes)


def _items(got: Any, expected: Items, hidden: bool) -> str:
    """How what an iterator gives differs from what it should."""
    if not isinstance(got, Items):
        return f"Expected {in_words(expected)}, got {in_words(got)}."
    if len(got) != len(expected) or got.more != expected.more:
        ours, theirs = (f"more than {len(each)}" if each.more else str(len(each)) for each in (got, expected))
        return f"The {got.name} gives {ours} value{'s' if ours != '1' else ''}, expected {theirs}."
    inner = _sequence(list(got), list(expected), hidden)
    return f"Of the {got.name}: {inner[0].lower()}{inner[1:]}"


def _outcomes(got: Any, expected: Outcomes) -> str:
    if not isinstance(got, Outcomes) or len(got.gave) > len(expected.gave):
        return "The object cannot be asked."
    for place, (one, other) in enumerate(zip(got.gave, expected.gave, strict=False)):
        if not same(one, other):
            step = expected.steps[place]
            before = f" after {', '.join(f'`{each}`' for each in expected.steps[max(0, place - 3) : place])}"
            said = f"`{step}`{before if place else ''}"
            if isinstance(one, Raises) and not isinstance(other, Raises):
                return f"{said} raises {one.kind}, expected {_short(other)}."
            if isinstance(other, Raises):
                gives = f"raises {one.kind}" if isinstance(one, Raises) else f"gives {_short(one)}"
                return f"{said} {gives}; {other.kind} is asked for."
            return f"{said} gives {_short(one)}, expected {_short(other)}."
    return f"`{expected.steps[0]}` must raise {expected.gave[0].kind}." if len(got.gave) > 1 else "It cannot be made."


def _sequence(got: Any, expected: tuple | list, hidden: bool) -> str:
    if isinstance(got, Items) and not got.more:
        return f"Expected {in_words(expected)}, got {in_words(got)}: `{type(expected).__name__}(…)` makes one of it."
    if not isinstance(got, tuple | list):
        return f"Expected {in_words(expected)} of {_counted(len(expected))}, got {in_words(got)}."
    if len(got) != len(expected):
        return f"Expected {_counted(len(expected))}, got {len(got)}."
    place, (a, b) = next((i, pair) for i, pair in enumerate(zip(got, expected, strict=True)) if not same(*pair))
    if isinstance(b, int) and not isinstance(a, int):
        shown = f"{a}, a float" if isinstance(a, float) else in_words(a)
        return f"Entry {place} is {shown}; expected the int {b}."
    if len(expected) == 2 and all(same(x, y) for x, y in zip(got[::-1], expected, strict=True)):
        return f"The two {_things(expected)} are exchanged: it gives {_short(got)}, expected {_short(expected)}."
    if len(expected) > 2 and _rearranged(got, expected):
        return f"The values are right, but stand in another order: it gives {_short(got)}, expected {_short(expected)}."
    if a is None:
        return f"Entry {place} is {in_words(a)}, expected {_short(b)}."
    if type(a) is type(b) and isinstance(b, list | tuple) and len(_short(a)) + len(_short(b)) <= LONG_TEXT:
        return f"Entry {place} is {_short(a)}, expected {_short(b)}."
    return _within(f"entry {place}", a, b, hidden)


def _counted(values: int) -> str:
    return "1 value" if values == 1 else f"{values} values"


def _things(values: Sequence[Any]) -> str:
    return "numbers" if all(isinstance(value, int | float) for value in values) else "values"


def _rearranged(got: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Whether numbers or texts are the same in another order."""
    if not all(isinstance(value, str) for value in [*got, *expected]):
        return False
    return sorted(got) == sorted(expected)


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


def _shapes(got: Any, expected: Any, names: Sequence[str]) -> str:
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
    wrong = ~torch.isclose(got, expected, tolerance.now().relative, tolerance.now().absolute)
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
    value = settled(value)
    if isinstance(value, NamedTuple | Record):
        listed = ", ".join(f"{name}={_short(held)}" for name, held in list(fields_of(value).items())[:4])
        return f"{name_of(value)}({listed})"
    if isinstance(value, tuple):
        end = "," if len(value) == 1 else ", …" if len(value) > 6 else ""
        return "(" + ", ".join(_short(item) for item in value[:6]) + end + ")"
    if isinstance(value, list):
        return "[" + ", ".join(_short(item) for item in value[:6]) + (", …" if len(value) > 6 else "") + "]"
    if isinstance(value, dict):
        listed = ", ".join(f"{_short(key)}: {_short(held)}" for key, held in list(value.items())[:4])
        return "{" + listed + (", …" if len(value) > 4 else "") + "}"
    if isinstance(value, set | frozenset):
        listed = ", ".join(map(_short, in_order(value)[:6])) + (", …" if len(value) > 6 else "")
        return "{" + listed + "}" if value else "an empty set"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, datetime.date | datetime.time):
        return str(value)
    if value is None:
        return "None"
    if (
        isinstance(value, Raises | Thrown | Other | Figure | Outcomes | Holds | Items)
        or is_array(value)
        or sheets.is_table(value)
    ):
        return in_words(value)
    return visible_blanks(repr(value), 80)


def _or_return(value: Any) -> str:
    """The value; of None that a `return` may be missing."""
    return in_words(value) if value is None else _short(value)


def _quoted(text: str) -> str:
    return repr(visible_blanks(text, 60))
