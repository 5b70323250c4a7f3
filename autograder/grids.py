"""A counterexample as panels of squares: the one model that terminal, feedback page and Gradescope draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder import panel_tables
from autograder.language import again, phrase, say
from autograder.panel_tables import Row, Square, Table
from autograder.verdict import Counterexample

__all__ = ["Panel", "Plane", "Row", "Square", "Table", "differ", "panel", "panels", "written"]


AS_TEXT = {
    "raises": panel_tables.RAISES,
    "returned": "{it}",
    "changes": phrase("changes {it}"),
    "holds": "{it}",
}


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
    shape: tuple[int, ...] | None = None  # of a tensor or an array
    planes: tuple[Plane, ...] = ()
    text: str = ""  # in the place of planes
    off: bool = False  # the text, or the labels of the table, are not what is expected
    table: Table | None = None  # in the place of both
    curves: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()  # what a figure shows: kind and points

    @property
    def squares(self) -> list[Square]:
        return [square for plane in self.planes for row in plane.rows for square in row]


def panels(example: Counterexample) -> list[Panel]:
    """The arguments in their order, what is expected, and what the answer gave."""
    return [
        *(panel(name, "argument", value) for name, value in example.arguments.items()),
        panel(say("expected"), "expected", example.expected),
        panel(say("gives"), "got", example.got, example.expected, compared=True),
    ]


def panel(name: str, role: str, value: Any, expected: Any = None, *, compared: bool = False) -> Panel:
    """A value as `marking/written` writes it into a record, compared with the expected one if there is one."""
    compared = compared or expected is not None
    if isinstance(value, Mapping) and "shape" in value:
        return _grid(name, role, value, expected)
    if isinstance(value, Mapping):
        for key, says in AS_TEXT.items():
            if key in value:
                text = say(says, it=again(value[key]))
                return Panel(name, role, text=text, off=compared or key not in ("raises", "holds"))
    table = panel_tables.of(value, expected, is_argument=role == "argument")
    if table is not None:
        curves = panel_tables.curves(value) if "figure" in value else ()
        return Panel(name, role, table=table, off=compared and table.off, curves=curves)
    return Panel(name, role, text=written(value), off=compared and value != expected)


def _grid(name: str, role: str, value: Mapping[str, Any], expected: Any) -> Panel:
    shape = tuple(value["shape"])
    if value["values"] is None:
        return Panel(name, role, shape, text=say(panel_tables.TOO_MANY))
    alike = isinstance(expected, Mapping) and expected.get("shape") == value["shape"]
    others = expected["values"] if alike else None
    return Panel(name, role, shape, tuple(_planes(value["values"], others, len(shape), ())))


def written(value: Any) -> str:
    """A value in one line, as Python writes it."""
    return panel_tables.written(value)


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
    return panel_tables.differ(a, b)
