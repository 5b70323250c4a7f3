"""One sentence about how an answer differs from the right one: what a teaching assistant would say on seeing both.

It describes, it does not diagnose: naming a belief is the business of `mistakes`.
"""

import datetime
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Any

from autograder.crossing.kinds import Figure, Items, NamedTuple, Record, Thrown, fields_of, name_of
from autograder.language import as_sentence, listed, phrase, say, say_count
from autograder.marking import arrays, drawn, sheets, tensors
from autograder.marking.values import (
    Changes,
    Holds,
    Outcomes,
    Raises,
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
ENTRY = phrase("Entry {place} is {got}, expected {expected}.")
RAISES = phrase("It raises {kind} on this input.")
EXPECTED_KIND = phrase("Expected {expected}, got {got}.")
EXPECTED = phrase("It gives {got}, expected {expected}.")
LONG_TEXT = 40  # characters; of longer texts only the place where they differ is shown


def sentence(got: Any, expected: Any, axes: Sequence[str] = (), *, hidden: bool = False) -> str:
    """How `got` differs from `expected`; empty when it does not. `axes` names those of the result: image, row.

    `hidden`: the input is secret, so no number of a tensor is named: a program could hide a digit of it in an error.
    """
    expected = settled(expected)
    if same(got, expected):
        return ""
    if isinstance(got, Changes):
        return say("It changes its argument {name}; leave it as it was.", name=got.argument)
    if isinstance(expected, Holds):
        return _property(got, expected)
    if isinstance(expected, Raises):
        if isinstance(got, Raises):
            return say("It raises {kind}, but {asked} is asked for.", kind=got.kind, asked=expected.kind)
        if isinstance(got, Thrown):
            return say("It returns the {kind}; write `raise` in the place of `return`.", kind=got.kind)
        return say("It must raise {kind} here; it gives {value} instead.", kind=expected.kind, value=_or_return(got))
    if isinstance(got, Raises):
        return say(RAISES, kind=got.kind)
    if isinstance(expected, torch.Tensor):
        return tensors.sentence(got, expected, axes if len(axes) == expected.dim() else (), hidden)
    if is_array(expected):
        names = axes if len(axes) == expected.ndim else ()
        return arrays.sentence(got, expected, lambda one, other: tensors.shapes(one, other, names), _short, hidden)
    if sheets.is_table(expected):
        if type(got) is not type(expected):
            return _kinds(got, expected)
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
        return say("The reference gives {value}, which cannot be compared.", value=in_words(expected))
    if type(got) is not type(expected):
        if not isinstance(got, int | float | str):
            return say(EXPECTED_KIND, expected="None" if expected is None else in_words(expected), got=in_words(got))
        return say(
            "Expected {expected}, got {got}, {value}.",
            expected="None" if expected is None else in_words(expected),
            got=in_words(got),
            value=_short(got),
        )
    if isinstance(expected, str):
        return _text(got, expected)
    if isinstance(expected, datetime.datetime | datetime.time) and (got.tzinfo is None) != (expected.tzinfo is None):
        if got.tzinfo is None:
            pattern = phrase("It has no time zone, expected one: it gives {got}, expected {expected}.")
        else:
            pattern = phrase("It has a time zone, expected none: it gives {got}, expected {expected}.")
        return say(pattern, got=_short(got), expected=_short(expected))
    return _gives(got, expected)


def _gives(got: Any, expected: Any) -> str:
    return say(EXPECTED, got=_short(got), expected=_short(expected))


def _kinds(got: Any, expected: Any) -> str:
    return say(EXPECTED_KIND, expected=in_words(expected), got=in_words(got))


def _property(got: Any, expected: Holds) -> str:
    if isinstance(got, Raises):
        return say(RAISES, kind=got.kind)
    broken = as_sentence(expected.broken(got))
    return say("It gives {got}, for which this does not hold: {property}", got=_short(got), property=broken)


def _no_figure(got: Any) -> str:
    if got is None:
        return say("Expected a figure, but nothing is drawn.")
    return say("Expected a figure, got {got}.", got=in_words(got))


def _text(got: str, expected: str) -> str:
    """How two texts differ: in case, in blanks, or from which place on."""
    place = next((i for i, pair in enumerate(zip(got, expected, strict=False)) if pair[0] != pair[1]), None)
    if place is not None and unicodedata.normalize("NFKC", got) == unicodedata.normalize("NFKC", expected):
        ours, theirs = (f"U+{ord(text[place]):04X}" for text in (got, expected))
        return say(
            "The texts look the same, but character {place} is {got}, expected {expected}.",
            place=place,
            got=ours,
            expected=theirs,
        )
    quoted = {"got": _quoted(got), "expected": _quoted(expected)}
    if got.lower() == expected.lower():
        return say("Only upper and lower case differ: it gives {got}, expected {expected}.", **quoted)
    if "".join(got.split()) == "".join(expected.split()):
        return say("Only blanks differ: it gives {got}, expected {expected}.", **quoted)
    if max(len(got), len(expected)) <= LONG_TEXT:
        return say(EXPECTED, **quoted)
    if place is None:
        place = min(len(got), len(expected))
    around = slice(max(0, place - 10), place + 20)
    start = "…" if place > 10 else ""
    return say(
        "The texts differ from character {place} on: it gives {got}, expected {expected}.",
        place=place,
        got=f"{start}{_quoted(got[around])}",
        expected=f"{start}{_quoted(expected[around])}",
    )


def _dict(got: Any, expected: dict, hidden: bool) -> str:
    if not isinstance(got, dict):
        return _kinds(got, expected)
    missing, extra = missing_from(got, expected), missing_from(expected, list(islice(got, MOST_LOOKED_AT)))
    for key in missing:
        for other in extra:
            if type(key) is not type(other) and (str(key) == str(other) or key == other):
                return say(
                    "The key {other} is {other_kind}; expected the key {key}, {kind}.",
                    other=_short(other),
                    other_kind=in_words(other),
                    key=_short(key),
                    kind=in_words(key),
                )
    lost = missing and say_count(
        "A key is missing: {keys}", "{n} keys are missing: {keys}", len(missing), keys=_some(missing)
    )
    more = extra and say_count(
        "A key is too many: {keys}", "{n} keys are too many: {keys}", len(extra), keys=_some(extra)
    )
    if lost and more:
        return say("{lost}; {more!l}.", lost=lost, more=more)
    if lost or more:
        return say("{said}.", said=lost or more)
    key = differing_keys(got, expected)[0]
    return _within(say("the value of key {key}", key=_short(key)), value_of(got, key), expected[key], hidden)


def _some(keys: Sequence[Any]) -> str:
    return ", ".join(map(_short, keys[:5])) + (" …" if len(keys) > 5 else "")


def _set(got: Any, expected: set | frozenset) -> str:
    if not isinstance(got, set | frozenset):
        return _kinds(got, expected)
    missing, extra = missing_from(got, expected), missing_from(expected, list(islice(got, MOST_LOOKED_AT)))
    said = [say("{item} is missing", item=_short(item)) for item in missing[:3]]
    said += [say("{item} is too many", item=_short(item)) for item in extra[:3]]
    return say("In the set {said}.", said=listed(said, "{before}, {item}")) if said else _gives(got, expected)


def _fields(got: Any, expected: Any, hidden: bool) -> str:
    if type(got) is not type(expected) or name_of(got) != name_of(expected):
        return _kinds(got, expected)
    ours, theirs = fields_of(got), fields_of(expected)
    if list(ours) != list(theirs):
        return say(
            "The fields of {name} are {got}, expected {expected}.",
            name=name_of(expected),
            got=", ".join(ours),
            expected=", ".join(theirs),
        )
    name = next(name for name in theirs if not same(ours[name], theirs[name]))
    return _within(say("field `{name}`", name=name), ours[name], theirs[name], hidden)


def _within(where: str, got: Any, expected: Any, hidden: bool) -> str:
    """A difference deeper down, behind the words that say where."""
    inner = sentence(got, expected, hidden=hidden)
    if type(got) is type(expected) and not isinstance(expected, bool | int | float | complex | str | bytes):
        return say("{where!u}: {inner!l}", where=where, inner=inner)
    if isinstance(got, Raises):
        return say("{where!u} raises {kind}.", where=where, kind=got.kind)
    values = {"where": where, "got": _short(got), "expected": _short(expected)}
    if type(got) is not type(expected) and got is not None and _is_plain(got) and _short(got) != in_words(got):
        return say(
            "{where!u} is {got}, {kind}; expected {expected}, {asked}.",
            **values,
            kind=in_words(got),
            asked=in_words(expected),
        )
    return say("{where!u} is {got}, expected {expected}.", **values)


def _is_plain(value: Any) -> bool:
    """Whether its type cannot be seen from how it is written."""
    return isinstance(value, bool | int | float | complex | str | bytes)


def _items(got: Any, expected: Items, hidden: bool) -> str:
    """How what an iterator gives differs from what it should."""
    if not isinstance(got, Items):
        return _kinds(got, expected)
    if len(got) != len(expected) or got.more != expected.more:
        gives = say("more than {n} values", n=len(got)) if got.more else _counted(len(got))
        asked = say("more than {n}", n=len(expected)) if expected.more else len(expected)
        return say("The {name} gives {values}, expected {expected}.", name=got.name, values=gives, expected=asked)
    return say("Of the {name}: {inner!l}", name=got.name, inner=_sequence(list(got), list(expected), hidden))


def _outcomes(got: Any, expected: Outcomes) -> str:
    if not isinstance(got, Outcomes) or len(got.gave) > len(expected.gave):
        return say("The object cannot be asked.")
    for place, (one, other) in enumerate(zip(got.gave, expected.gave, strict=False)):
        if not same(one, other):
            step = f"`{expected.steps[place]}`"
            if place:
                before = ", ".join(f"`{each}`" for each in expected.steps[max(0, place - 3) : place])
                step = say("{step} after {before}", step=step, before=before)
            if isinstance(other, Raises):
                pattern = phrase("{step} gives {value}; {asked} is asked for.")
                if isinstance(one, Raises):
                    pattern = phrase("{step} raises {kind}; {asked} is asked for.")
                return say(pattern, step=step, kind=getattr(one, "kind", ""), value=_short(one), asked=other.kind)
            if isinstance(one, Raises):
                return say("{step} raises {kind}, expected {value}.", step=step, kind=one.kind, value=_short(other))
            return say("{step} gives {got}, expected {expected}.", step=step, got=_short(one), expected=_short(other))
    if len(got.gave) > 1:
        return say("{step} must raise {kind}.", step=f"`{expected.steps[0]}`", kind=expected.gave[0].kind)
    return say("It cannot be made.")


def _sequence(got: Any, expected: tuple | list, hidden: bool) -> str:
    if isinstance(got, Items) and not got.more:
        return say(
            "Expected {expected}, got {got}: `{kind}(…)` makes one of it.",
            expected=in_words(expected),
            got=in_words(got),
            kind=type(expected).__name__,
        )
    if not isinstance(got, tuple | list):
        return say(
            "Expected {expected} of {values}, got {got}.",
            expected=in_words(expected),
            values=_counted(len(expected)),
            got=in_words(got),
        )
    if len(got) != len(expected):
        return say(EXPECTED_KIND, expected=_counted(len(expected)), got=len(got))
    place, (a, b) = next((i, pair) for i, pair in enumerate(zip(got, expected, strict=True)) if not same(*pair))
    if isinstance(b, int) and not isinstance(a, int):
        shown = say("{value}, a float", value=a) if isinstance(a, float) else in_words(a)
        return say("Entry {place} is {value}; expected the int {expected}.", place=place, value=shown, expected=b)
    both = {"got": _short(got), "expected": _short(expected)}
    if len(expected) == 2 and all(same(x, y) for x, y in zip(got[::-1], expected, strict=True)):
        if all(isinstance(value, int | float) for value in expected):
            return say("The two numbers are exchanged: it gives {got}, expected {expected}.", **both)
        return say("The two values are exchanged: it gives {got}, expected {expected}.", **both)
    if len(expected) > 2 and _rearranged(got, expected):
        return say("The values are right, but stand in another order: it gives {got}, expected {expected}.", **both)
    if a is None:
        return say(ENTRY, place=place, got=in_words(a), expected=_short(b))
    if type(a) is type(b) and isinstance(b, list | tuple) and len(_short(a)) + len(_short(b)) <= LONG_TEXT:
        return say(ENTRY, place=place, got=_short(a), expected=_short(b))
    return _within(say("entry {place}", place=place), a, b, hidden)


def _counted(values: int) -> str:
    return say_count("{n} value", "{n} values", values)


def _rearranged(got: Sequence[Any], expected: Sequence[Any]) -> bool:
    """Whether numbers or texts are the same in another order."""
    if not all(isinstance(value, str) for value in [*got, *expected]):
        return False
    return sorted(got) == sorted(expected)


def _short(value: Any) -> str:
    if isinstance(value, torch.Tensor):
        return tensors.short(value)
    value = settled(value)
    if isinstance(value, NamedTuple | Record):
        some = ", ".join(f"{name}={_short(held)}" for name, held in list(fields_of(value).items())[:4])
        return f"{name_of(value)}({some})"
    if isinstance(value, tuple):
        end = "," if len(value) == 1 else ", …" if len(value) > 6 else ""
        return "(" + ", ".join(_short(item) for item in value[:6]) + end + ")"
    if isinstance(value, list):
        return "[" + ", ".join(_short(item) for item in value[:6]) + (", …" if len(value) > 6 else "") + "]"
    if isinstance(value, dict):
        some = ", ".join(f"{_short(key)}: {_short(held)}" for key, held in list(value.items())[:4])
        return "{" + some + (", …" if len(value) > 4 else "") + "}"
    if isinstance(value, set | frozenset):
        some = ", ".join(map(_short, in_order(value)[:6])) + (", …" if len(value) > 6 else "")
        return "{" + some + "}" if value else say("an empty set")
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
