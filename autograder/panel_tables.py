"""Lists, dicts, tables of pandas, records, figures and scripts of calls as rows of squares with labels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.language import again, phrase, say, say_count

LONGEST_LIST = 16  # entries that are drawn as squares
LONGEST_LINE = 60  # characters of an argument that is written as code
LONGEST_TABLE = 160  # characters of a table that is written as code
SHOWN_POINTS = 6  # of a line, in words
RAISES = phrase("raises {it}")
TOO_MANY = phrase("too many numbers to show")
LISTS = {"legend": phrase("legend"), "categories": phrase("categories"), "texts": phrase("texts")}
MISSING = phrase("missing")  # in the place of a value that is expected and not there
AXES = {"title": phrase("title"), "xlabel": phrase("x axis"), "ylabel": phrase("y axis")}
THINGS = {"lines": phrase("line"), "points": phrase("points"), "bars": phrase("bars")}


@dataclass(frozen=True)
class Square:
    """One value: a number of a tensor, an entry of a list, a cell of a table."""

    value: Any  # a number, True or False, or a text such as "nan"
    off: bool = False  # it differs from what is expected


@dataclass(frozen=True)
class Row:
    """A label, and squares behind it."""

    label: str
    squares: tuple[Square, ...]
    off: bool = False  # the label is not expected


@dataclass(frozen=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    says: str = ""  # what kind of value it is: "dict", "2 rows"
    off: bool = False  # what the squares cannot show differs: the head, the number of rows


def of(value: Any, expected: Any, *, is_argument: bool) -> Table | None:
    """The table of a value of a record, compared with the expected one (None: with nothing); None for a plain text."""
    if not isinstance(value, Mapping):
        return None
    if "frame" in value:
        return _frame(value, expected)
    if "figure" in value:
        return _figure(value, expected)
    if "calls" in value:
        return _calls(value["calls"], expected)
    if is_argument and len(written(value)) <= LONGEST_LINE:
        return None
    if "dict" in value:
        return _pairs("dict", value["dict"], expected["dict"] if _has(expected, "dict") else None, expected is None)
    if "record" in value:
        fields = expected["fields"] if _has(expected, "fields") else None
        return _pairs(value["record"], value["fields"], fields, expected is None, quoted=False)
    for kind in ("list", "set"):
        if kind in value:
            return _row(kind, value[kind], expected)
    return None


def _has(value: Any, key: str) -> bool:
    return isinstance(value, Mapping) and key in value


def _row(kind: str, items: Sequence[Any], expected: Any) -> Table | None:
    if not items or len(items) > LONGEST_LIST:
        return None
    others = expected[kind] if _has(expected, kind) else list(expected) if isinstance(expected, list) else None
    if kind == "set":
        off = [others is not None and not any(not differ(item, other) for other in others) for item in items]
    else:
        off = [
            others is not None and (place >= len(others) or differ(item, others[place]))
            for place, item in enumerate(items)
        ]
    squares = tuple(Square(written(item), wrong) for item, wrong in zip(items, off, strict=True))
    lost = expected is not None and (others is None or len(others) != len(items))
    return Table((), (Row("", squares),), kind, lost)


def _pairs(says: str, pairs: Any, others: Any, alone: bool, *, quoted: bool = True) -> Table | None:
    """A dict or a record: a row for each key, also for those that are missing."""
    if not pairs and not others:
        return None
    name = written if quoted else str
    left = {written(key): held for key, held in others or ()}
    rows = []
    for key, held in pairs:
        known = written(key) in left
        other = left.pop(written(key), None)
        off = not alone and (not known or differ(held, other))
        rows.append(Row(name(key), (Square(written(held), off),), not alone and not known))
    rows += [
        Row(name(key), (Square(say(MISSING), True),), True)
        for key, _ in others or ()
        if written(key) in left and not alone
    ]
    return Table((), tuple(rows), says, not alone and others is None)


def _frame(value: Mapping[str, Any], expected: Any) -> Table:
    columns, index, rows = value["frame"], value["index"], value["rows"]
    alike = (
        _has(expected, "frame")
        and expected["index"] == index
        and expected["frame"] == columns
        and [len(row) for row in expected["rows"]] == [len(row) for row in rows]
    )
    made = []
    for place, (label, row) in enumerate(zip(index, rows, strict=True)):
        others = expected["rows"][place] if alike else row
        squares = tuple(Square(_cell(a), differ(a, b)) for a, b in zip(row, others, strict=True))
        made.append(Row(_label(label), squares))
    head = tuple(map(_label, columns)) if columns is not None else ()
    says = say_count("{n} row", "{n} rows", len(index))
    return Table(head, tuple(made), says, expected is not None and not alike)


def _cell(cell: Any) -> Any:
    return "–" if cell is None else cell  # what pandas calls NaN


def _label(label: Any) -> str:
    return "–" if label is None else str(label)


def _calls(calls: Sequence[Sequence[Any]], expected: Any) -> Table:
    """Steps of a script, each with what came back where that is known."""
    others = expected["calls"] if _has(expected, "calls") else None
    rows = []
    for place, (step, *gave) in enumerate(calls):
        other = others[place][1:] if others is not None and place < len(others) else gave
        off = others is not None and bool(gave) and (not other or differ(gave[0], other[0]))
        rows.append(Row(step, tuple(Square(_outcome(each), off) for each in gave)))
    lost = expected is not None and (others is None or len(others) != len(calls))
    return Table((), tuple(rows), "", lost)


def _outcome(value: Any) -> str:
    return say(RAISES, it=value["raises"]) if _has(value, "raises") else written(value)


def _figure(value: Mapping[str, Any], expected: Any) -> Table:
    """What a figure shows, in words: titles, labels, and the first points of each line."""
    others = {name: text for name, text, _ in _things(expected)} if _has(expected, "figure") else None
    rows, seen = [], set()
    for name, text, may_be_more in _things(value):
        seen.add(name)
        off = others is not None and others.get(name) not in (None, text)
        extra = others is not None and name not in others and not may_be_more
        rows.append(Row(name, (Square(text, off or extra),)))
    lost = [Row(name, (Square(say(MISSING), True),)) for name in others or () if name not in seen]
    return Table((), tuple([*rows, *lost]), say("figure"), expected is not None and others is None)


def _things(figure: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Name and text of each thing in a figure, and whether it may be there though it is not expected."""
    said: list[tuple[str, str, bool]] = [(say("figure"), repr(figure["figure"]), False)] if figure["figure"] else []
    for number, axes in enumerate(figure["axes"], 1):

        def named(what: str, number: int = number) -> str:
            return say("axes {number}, {what}", number=number, what=say(what)) if len(figure["axes"]) > 1 else say(what)

        said += [(named(what), repr(axes[name]), True) for name, what in AXES.items() if axes[name]]
        said += [(named(axis), axes[axis], False) for axis in ("xscale", "yscale") if axes[axis] != "linear"]
        for name, what in THINGS.items():
            for place, line in enumerate(axes[name], 1):
                which = say("{thing} {place}", thing=say(what), place=place) if len(axes[name]) > 1 else say(what)
                said.append((named(which), _points(line), False))
        said += [(named(name), ", ".join(axes[name]), False) for name in LISTS if axes[name]]
        said += [(named(phrase("image")), " × ".join(map(str, shape)), False) for shape in axes["images"]]
    return said


def _points(line: Mapping[str, Any]) -> str:
    shown = " ".join(f"({x:g}, {y:g})" if _plain(x, y) else f"({x}, {y})" for x, y in line["points"][:SHOWN_POINTS])
    if line["of"] > SHOWN_POINTS:
        shown = say("{points} … {n} points", points=shown, n=line["of"])
    return f"{shown} {line['label']!r}" if line["label"] else shown


def _plain(*numbers: Any) -> bool:
    return all(isinstance(number, int | float) for number in numbers)


def curves(figure: Mapping[str, Any]) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """What the first axes of a figure show, for a small picture: lines, points and bars with their points."""
    if not figure["axes"]:
        return ()
    axes = figure["axes"][0]
    return tuple(
        (kind, tuple((float(x), float(y)) for x, y in line["points"] if _plain(x, y)))
        for kind in THINGS
        for line in axes[kind]
    )


def written(value: Any) -> str:
    """A value of a record in one line, as Python writes it."""
    if isinstance(value, list):
        return "(" + ", ".join(map(written, value)) + ("," if len(value) == 1 else "") + ")"
    if not isinstance(value, Mapping):
        return repr(value) if isinstance(value, str) else str(value)
    if "list" in value:
        return "[" + ", ".join(map(written, value["list"])) + "]"
    if "set" in value:
        return "{" + ", ".join(map(written, value["set"])) + "}" if value["set"] else "set()"
    if "dict" in value:
        return "{" + ", ".join(f"{written(key)}: {written(held)}" for key, held in value["dict"]) + "}"
    if "record" in value:
        return f"{value['record']}({', '.join(f'{name}={written(held)}' for name, held in value['fields'])})"
    if "written" in value:
        return value["written"]
    if "calls" in value:
        return ", ".join(step for step, *_ in value["calls"])
    return _of_library(value)


def _of_library(value: Mapping[str, Any]) -> str:
    if "raises" in value:
        return say(RAISES, it=value["raises"])
    if "returned" in value or "changes" in value or "holds" in value:
        return again(value.get("returned", value.get("changes", value.get("holds"))))
    if "frame" in value:
        return _frame_written(value)
    if "figure" in value:
        return say("a figure")
    numbers = say(TOO_MANY) if value["values"] is None else str(value["values"])
    return f"array({numbers})" if value.get("of") == "numpy" else f"tensor({numbers})"


def _frame_written(value: Mapping[str, Any]) -> str:
    """A small table by its columns, as one writes it for pandas; of a large one the number of rows."""
    rows, columns, index = value["rows"], value["frame"], value["index"]

    def listed(cells: Sequence[Any]) -> str:
        return "[" + ", ".join(map(written, cells)) + "]"

    held = [listed([row[place] for row in rows]) for place in range(len(columns) if columns is not None else 1)]
    labels = "" if index == list(range(len(index))) else f", index={listed(index)}"
    if columns is None:
        text = f"Series({held[0]}{labels})"
    else:
        pairs = ", ".join(f"{written(name)}: {cells}" for name, cells in zip(columns, held, strict=True))
        text = f"DataFrame({{{pairs}}}{labels})"
    long = len(text) > LONGEST_TABLE
    return say_count("a table of {n} row", "a table of {n} rows", len(index)) if long else text


def _has_all_digits(number: float) -> bool:
    """Whether a record keeps more digits of it than usual: the difference is in these."""
    return abs(number) > 1e-3 and round(number, 6) != number


def differ(a: Any, b: Any) -> bool:
    """Whether two values of a record differ, numbers by more than their rounding."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is not b
    if isinstance(a, int | float) and isinstance(b, int | float):
        near = 1e-12 if _has_all_digits(a) or _has_all_digits(b) else 1e-4
        return not math.isclose(a, b, rel_tol=near, abs_tol=near)
    return a != b
