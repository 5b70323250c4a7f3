"""A counterexample as panels of squares: the one model that terminal, feedback page and Gradescope draw."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.verdict import Counterexample


@dataclass(frozen=True)
class Square:
    """One number of a tensor."""

    value: Any  # a number, True or False, or a text such as "nan"
    off: bool = False  # it differs from what is expected


@dataclass(frozen=True)
class Plane:
    """The last two axes of a tensor."""

    place: tuple[int, ...]  # its index on the axes before them
    rows: tuple[tuple[Square, ...], ...]


@dataclass(frozen=True)
class Panel:
    """One value: an argument, what is expected, or what the answer gave."""

    name: str
    role: str  # "argument", "expected" or "got"
    shape: tuple[int, ...] | None = None  # of a tensor
    planes: tuple[Plane, ...] = ()
    text: str = ""  # in the place of planes
    off: bool = False  # the text is not what is expected

    @property
    def squares(self) -> list[Square]:
        return [square for plane in self.planes for row in plane.rows for square in row]


def panels(example: Counterexample) -> list[Panel]:
    """The arguments in their order, what is expected, and what the answer gave."""
    return [
        *(panel(name, "argument", value) for name, value in example.arguments.items()),
        panel("expected", "expected", example.expected),
        panel("gives", "got", example.got, example.expected),
    ]


def panel(name: str, role: str, value: Any, expected: Any = None) -> Panel:
    """A value as `marking/values` writes it into a record, compared with the expected one if there is one."""
    compared = expected is not None
    if isinstance(value, Mapping) and "shape" in value:
        shape = tuple(value["shape"])
        if value["values"] is None:
            return Panel(name, role, shape, text="too many numbers to show")
        alike = isinstance(expected, Mapping) and expected.get("shape") == value["shape"]
        others = expected["values"] if alike else None
        return Panel(name, role, shape, tuple(_planes(value["values"], others, len(shape), ())))
    if isinstance(value, Mapping):
        for key, says in (("raises", "raises {}"), ("returned", "{}"), ("changes", "changes {}")):
            if key in value:
                return Panel(name, role, text=says.format(value[key]), off=compared or key != "raises")
    return Panel(name, role, text=written(value), off=compared and value != expected)


def written(value: Any) -> str:
    """A value that is no tensor: lists as tuples."""
    return "(" + ", ".join(map(written, value)) + ")" if isinstance(value, list) else _one(value)


def _planes(values: Any, others: Any, depth: int, place: tuple[int, ...]) -> Iterator[Plane]:
    if depth > 2:
        for index, inner in enumerate(values):
            yield from _planes(inner, None if others is None else others[index], depth - 1, (*place, index))
        return
    for _ in range(2 - depth):  # a number and a vector are a plane too
        values, others = [values], None if others is None else [others]
    rows = []
    for index, row in enumerate(values):
        other = row if others is None else others[index]
        rows.append(tuple(Square(a, differ(a, b)) for a, b in zip(row, other, strict=True)))
    yield Plane(place, tuple(rows))


def differ(a: Any, b: Any) -> bool:
    """Whether two numbers of a record differ by more than their rounding."""
    if isinstance(a, str) or isinstance(b, str):
        return a != b
    return not math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-4)


def _one(value: Any) -> str:
    """A number, None, or a text in quotes."""
    return repr(value) if isinstance(value, str) else str(value)
