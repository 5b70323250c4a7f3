"""Inputs from annotations, smallest first: `text: str, least: range(1, 4)` says all that is needed to make some.

An annotation is a type (`int`, `list[str]`, `dict[str, float]`, a dataclass …), or what the value may be: a `range`, a
list of values, `Literal[…]`. `Annotated[type, …]` says more: of a text its letters, of an array its shape, of a frame
its columns. `listed` gives small values in order, `drawn` one of any size.
"""

import collections.abc
import dataclasses
import datetime
import decimal
import enum
import fractions
import inspect
import itertools
import random
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograder.marking import table_inputs
from autograder.marking.values import Calls

MOST = 200  # inputs of a task
MOST_LISTED = 24  # values of one argument
LENGTHS = 4  # of small lists
LETTERS = "abA "
ATOMS: dict[Any, list[Any]] = {
    type(None): [None],
    bool: [False, True],
    int: [0, 1, 2, 3, -1, 4, 5, 7, 10, -2, 12, 100, -10],
    float: [0.0, 1.0, 2.0, 0.5, -1.0, 3.0, 2.5, -0.25, 10.0, 1e-3, 100.0],
    complex: [0j, 1 + 0j, 1j, 1 + 2j, -1j, 2.5 - 1j],
    bytes: [b"", b"a", b"b", b"ab", b"\x00", b"a b"],
    fractions.Fraction: [fractions.Fraction(*pair) for pair in ((0, 1), (1, 1), (1, 2), (2, 3), (-1, 3), (7, 4))],
    decimal.Decimal: [decimal.Decimal(text) for text in ("0", "1", "0.5", "2.50", "-1.1", "100")],
    datetime.date: [datetime.date(*day) for day in ((2024, 1, 1), (2024, 1, 2), (2024, 2, 29), (2023, 12, 31))],
    datetime.time: [datetime.time(*at) for at in ((0, 0), (12, 0), (8, 30), (23, 59, 59))],
    datetime.datetime: [
        datetime.datetime(*at)
        for at in ((2024, 1, 1, 0, 0), (2024, 1, 1, 12, 30), (2024, 2, 29, 8, 0), (2023, 12, 31, 23, 59))
    ],
    datetime.timedelta: [datetime.timedelta(*part) for part in ((0,), (1,), (0, 60), (-1,), (0, 3_600), (7,))],
}
CALLED_BY_PYTHON = ("__len__", "__str__", "__repr__", "__bool__", "__contains__", "__getitem__", "__iter__", "__call__")
LISTS = (list, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection)


class UnknownHint(Exception):
    """An annotation of which no values are known."""


def arguments(hints: Mapping[str, Any], rng: random.Random) -> Iterator[dict[str, Any]]:
    """Inputs for arguments with these annotations, smallest first."""
    values = [listed(hint, rng, name) for name, hint in hints.items()]
    for ranks in _by_size([len(each) for each in values], MOST):
        yield {name: each[rank] for name, each, rank in zip(hints, values, ranks, strict=True)}


def drawn_arguments(hints: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """One input of any size."""
    return {name: drawn(hint, rng, name) for name, hint in hints.items()}


def hints_of(function: Callable[..., Any], skip: int = 0) -> dict[str, Any] | None:
    """The annotations of a function's parameters but the first ones; None unless each has one."""
    parameters = list(inspect.signature(function).parameters.values())[skip:]
    if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD) for each in parameters):
        return None
    hints = inspect.get_annotations(function, eval_str=True)
    named = {each.name: hints[each.name] for each in parameters if each.name in hints}
    return named if len(named) == len(parameters) else None


def listed(hint: Any, rng: random.Random, name: str = "") -> list[Any]:
    """Small values of this annotation, smallest first."""
    known = _choices(hint)
    if known is not None:
        return known[:MOST_LISTED]
    return list(itertools.islice(_listed(hint, rng, name), MOST_LISTED))


def _choices(hint: Any) -> list[Any] | None:
    """The values of an annotation that lists them; None for a type."""
    if isinstance(hint, range | list | set | frozenset) or (isinstance(hint, tuple) and not hasattr(hint, "_fields")):
        return list(hint)
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    if typing.get_origin(hint) is typing.Annotated:
        said = typing.get_args(hint)[1]
        return None if isinstance(said, str | tuple | dict | type) else _choices(said)
    return ATOMS.get(hint) if isinstance(hint, collections.abc.Hashable) else None


def _listed(hint: Any, rng: random.Random, name: str) -> Iterator[Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        yield from _annotated(inner[0], inner[1], rng, name)
    elif hint is str:
        yield from _texts(LETTERS, rng)
    elif origin in (typing.Union, types.UnionType):
        columns = [listed(each, rng, name) for each in inner]
        yield from (
            value
            for row in itertools.zip_longest(*columns, fillvalue=_NOTHING)
            for value in row
            if value is not _NOTHING
        )
    elif hint in LISTS or origin in LISTS:
        yield from map(list, _sequences(inner[0] if inner else int, rng, name))
    elif hint in (set, frozenset) or origin in (set, frozenset):
        yield from _distinct(map(origin or hint, _sequences(inner[0] if inner else int, rng, name)))
    elif hint is tuple or origin is tuple:
        yield from _tuples(inner, rng, name)
    elif hint is dict or origin in (dict, collections.abc.Mapping):
        key, held = inner or (str, int)
        yield from _distinct(_dicts(key, held, rng, name))
    elif isinstance(hint, type) and issubclass(hint, enum.Enum):
        yield from hint
    elif _field_hints(hint) is not None:
        for given in arguments(_field_hints(hint) or {}, rng):
            yield hint(**given)
    else:
        yield from _of_library(hint, None, rng, name)


_NOTHING = object()


def _annotated(base: Any, said: Any, rng: random.Random, name: str) -> Iterator[Any]:
    if base is str and isinstance(said, str):
        yield from _texts(said, rng)
    else:
        yield from _of_library(base, said, rng, name)


def _of_library(hint: Any, said: Any, rng: random.Random, name: str) -> Iterator[Any]:
    found = table_inputs.listed(hint, said, lambda each: listed(each, rng, name), rng)
    if found is None:
        raise UnknownHint(
            f"no inputs are known for {name}: {getattr(hint, '__name__', hint)}. Write a list of values in its place, "
            "Annotated[…] with its shape or columns, or @small_inputs"
        )
    yield from found


def _texts(letters: str, rng: random.Random) -> Iterator[str]:
    """Texts of these letters by length: all of the shortest ones, then some."""
    yield ""
    yield from letters.strip() or letters
    pairs = [one + other for one in letters for other in letters if (one + other).strip() == one + other]
    yield from rng.sample(pairs, min(6, len(pairs)))
    for length in (3, 3, 3, 4, 4, 5, 6, 8, 8):
        yield "".join(rng.choice(letters) for _ in range(length))


def _sequences(hint: Any, rng: random.Random, name: str) -> Iterator[tuple[Any, ...]]:
    """Tuples of these values by length."""
    values = listed(hint, rng, name)
    yield ()
    if not values:
        return
    yield from ((value,) for value in values[:4])
    few = values[:6]
    pairs = [(one, other) for one in few for other in few]
    yield from rng.sample(pairs, min(6, len(pairs)))
    for length in range(3, LENGTHS + 1):
        for _ in range(4):
            yield tuple(rng.choice(values) for _ in range(length))
    yield tuple(rng.choice(values) for _ in range(LENGTHS + 3))


def _distinct(values: Any) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if value not in seen:
            seen.append(value)
            yield value


def _dicts(key: Any, held: Any, rng: random.Random, name: str) -> Iterator[dict[Any, Any]]:
    keys, values = listed(key, rng, name), listed(held, rng, name)
    yield {}
    for length in (1, 1, 1, 2, 2, 2, 3, 3, 4, 5):
        chosen = rng.sample(keys, min(length, len(keys))) if length > 1 else [rng.choice(keys[:3])]
        yield {each: rng.choice(values) for each in chosen}


def _tuples(inner: tuple[Any, ...], rng: random.Random, name: str) -> Iterator[tuple[Any, ...]]:
    if not inner or (len(inner) == 2 and inner[1] is ...):
        yield from _sequences(inner[0] if inner else int, rng, name)
        return
    values = [listed(each, rng, name) for each in inner]
    for ranks in _by_size([len(each) for each in values], MOST_LISTED):
        yield tuple(each[rank] for each, rank in zip(values, ranks, strict=True))


def _field_hints(hint: Any) -> dict[str, Any] | None:
    """The annotations of the fields of a dataclass or a typed namedtuple; None for anything else."""
    if not isinstance(hint, type):
        return None
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint, include_extras=True)
        return {field.name: hints[field.name] for field in dataclasses.fields(hint) if field.init}
    if issubclass(hint, tuple) and hasattr(hint, "_fields"):
        hints = typing.get_type_hints(hint, include_extras=True)
        return {name: hints.get(name, int) for name in hint._fields}
    return None


def _by_size(lengths: Sequence[int], most: int) -> list[tuple[int, ...]]:
    """Which value of each list, by the sum of the places; of many lists fewer values each, so that all take part."""
    each = max(2, int((20 * most) ** (1 / max(len(lengths), 1))))
    ranks = itertools.product(*(range(min(length, each)) for length in lengths))
    return sorted(ranks, key=lambda places: (sum(places), max(places, default=0)))[:most]


def drawn(hint: Any, rng: random.Random, name: str = "") -> Any:
    """One value of this annotation, often larger than the listed ones."""
    choices = _choices(hint)
    if choices is not None and hint not in (int, float):
        return rng.choice(choices)
    if hint is int:
        return rng.choice([rng.randint(-20, 100), rng.randint(0, 12)])
    if hint is float:
        return round(rng.uniform(-20, 20), 3)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in LISTS or origin in LISTS:
        return [drawn(inner[0] if inner else int, rng, name) for _ in range(rng.randint(0, 9))]
    if origin is dict:
        return {drawn(inner[0], rng, name): drawn(inner[1], rng, name) for _ in range(rng.randint(0, 7))}
    if hint is str or (origin is typing.Annotated and inner[0] is str and isinstance(inner[1], str)):
        letters = LETTERS + "cdeB" if hint is str else inner[1]
        return "".join(rng.choice(letters) for _ in range(rng.randint(0, 24)))
    if origin is tuple and not (len(inner) == 2 and inner[1] is ...):
        return tuple(drawn(each, rng, name) for each in inner)
    return rng.choice(listed(hint, rng, name))


SHORT_SCRIPTS = (0, *(1,) * 6, *(2,) * 12, *(3,) * 30, *(4,) * 40, *(5,) * 30, *(6,) * 20, *(8,) * 10)
LONG_SCRIPTS = (8, 12, 16, 24)  # steps: what shows only with three things in a queue shows in one of these


def of_class(
    reference: type, names: Sequence[str], rng: random.Random, lengths: Sequence[int] = SHORT_SCRIPTS
) -> Iterator[dict[str, Any]]:
    """Scripts on an object: how it is made, then methods by their annotations, then a look at its attributes.

    `names` are those of the arguments: the parameters of `__init__`, and last that of the script. Methods that take
    arguments come twice as often, for they change the object.
    """
    start = hints_of(vars(reference)["__init__"], 1) if "__init__" in vars(reference) else {}
    methods = {
        name: hints
        for name, function in vars(reference).items()
        if inspect.isfunction(function) and _is_asked(name) and (hints := hints_of(function, 1)) is not None
    }
    if start is None or not methods:
        raise UnknownHint(
            f"no scripts are known for the class {reference.__name__}: annotate the parameters of `__init__` and of "
            "the methods, or write @small_inputs"
        )
    steps = {name: list(itertools.islice(arguments(hints, rng), 6)) for name, hints in methods.items()}
    weights = [2 if methods[name] else 1 for name in steps]
    for number, length in enumerate(lengths):
        given = list(itertools.islice(arguments(start, rng), 8)) or [{}]
        made = given[0] if number < 8 and length < 3 else rng.choice(given)
        names_of_steps = list(steps)
        chosen = (
            [names_of_steps[number % len(steps)]] if length == 1 else rng.choices(names_of_steps, weights, k=length)
        )
        script = [(name, *rng.choice(steps[name][: 2 + length]).values()) for name in chosen] if length else []
        yield {**made, names[-1]: Calls([*script, *attributes(reference, made)])}


def _is_asked(method: str) -> bool:
    """Whether a script calls this method: a public one, or one that Python calls for len(…), str(…) and the like."""
    return not method.startswith("_") or method in CALLED_BY_PYTHON


def attributes(reference: type, given: Mapping[str, Any]) -> list[str]:
    """The public attributes and properties of an object made like this; none where it cannot be made."""
    try:
        held = vars(reference(**given))
    except Exception:
        return []
    properties = [name for name, value in vars(reference).items() if isinstance(value, property)]
    return [name for name in [*held, *properties] if not name.startswith("_")]
