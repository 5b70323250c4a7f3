"""Values as a record holds them: JSON that `grids` draws, cut where it is long, without control codes.

A number, a text, None, True and False are themselves, a tuple is an array; everything else is an object whose first
key says what it is: shape, list, set, dict, record, written, frame, figure, calls, raises, returned, changes, holds.
"""

import contextvars
import math
from typing import Any

from autograder.crossing.kinds import Axes, Figure, Items, Kept, NamedTuple, Raises, Record, Thrown, fields_of, name_of
from autograder.language import say
from autograder.marking import sheets
from autograder.marking.values import (
    REFUSED,
    Calls,
    Changes,
    Code,
    Holds,
    Outcomes,
    in_order,
    in_words,
    is_array,
    settled,
    step_in_words,
)
from autograder.plain_text import plain, visible_blanks
from autograder.torch_if_there import torch
from autograder.wire import DTYPES, Other

MAX_SHOWN = 256  # numbers of one value in a record
MAX_WORDS = 200  # characters of a text that a student's program gave
MAX_POINTS = 24  # of a line of a figure

_NAMES = {getattr(torch, name): name for name in DTYPES if hasattr(torch, name)}


_exactly: contextvars.ContextVar[bool] = contextvars.ContextVar("exactly", default=False)


def to_data(value: Any, *, exactly: bool | None = None) -> Any:
    """A value as a counterexample's JSON holds it, see `grids.panel`. `exactly`: floats keep all their digits."""
    if exactly is not None:
        token = _exactly.set(exactly)
        try:
            return to_data(value)
        finally:
            _exactly.reset(token)
    if isinstance(value, Calls):
        return {"calls": [[plain(step_in_words(step), MAX_WORDS)] for step in value[:MAX_SHOWN]]}
    value = settled(value)
    if isinstance(value, Raises):
        if value.kind == REFUSED:
            return {"returned": plain(value.text.partition(";")[0], MAX_WORDS)}
        return {"raises": plain(value.kind, MAX_WORDS)}
    if isinstance(value, Changes):
        return {"changes": value.argument}
    if isinstance(value, Holds):
        return {"holds": plain(value.says, MAX_WORDS)}
    if isinstance(value, Other | Kept):
        return {"returned": plain(in_words(value) if isinstance(value, Kept) else value.description, MAX_WORDS)}
    if isinstance(value, torch.Tensor):
        shown = None if _size(value) > MAX_SHOWN else _numbers(value.detach().tolist())
        return {"shape": list(value.shape), "dtype": _NAMES[value.dtype], "values": shown}
    if is_array(value):
        return _array(value)
    if sheets.is_table(value):
        return _table(value)
    if isinstance(value, tuple | list | dict | set | frozenset | Record):
        if _size(value) > MAX_SHOWN:
            return {
                "returned": say("{value} of {n} entries, too much to show", value=in_words(value), n=_length(value))
            }
        return _container(value)
    return _whole(value)


def _whole(value: Any) -> Any:
    if isinstance(value, Outcomes):
        pairs = zip(value.steps[:MAX_SHOWN], value.gave, strict=False)
        return {"calls": [[plain(step, MAX_WORDS), to_data(gave)] for step, gave in pairs]}
    if isinstance(value, Figure):
        return {"figure": plain(value.title, MAX_WORDS), "axes": [_axes(axes) for axes in value.axes]}
    if isinstance(value, Items):
        listed = ", ".join([*map(repr, value.items[:MAX_POINTS]), *["…"] * (len(value) > MAX_POINTS or value.more)])
        return {"written": plain(f"{value.name}: {listed or 'nothing'}", MAX_WORDS)}
    if isinstance(value, Code):
        return {"written": plain(value.source, MAX_WORDS)}
    if isinstance(value, Thrown):
        return {"written": plain(f"{value.kind}({value.text!r})", MAX_WORDS)}
    if value is None or isinstance(value, bool | int):
        return value if not isinstance(value, int) or abs(value) < 2**63 else {"written": plain(f"{value}", MAX_WORDS)}
    if isinstance(value, float) and math.isfinite(value):
        return _rounded(value)  # 2.0 stays 2.0: the type may differ
    if isinstance(value, float | complex | str):
        return _numbers(value)
    return {"written": plain(repr(value), MAX_WORDS)}


def _container(value: Any) -> dict[str, Any] | list[Any]:
    if isinstance(value, NamedTuple | Record):
        fields = [[plain(name, 60), to_data(held)] for name, held in fields_of(value).items()]
        return {"record": plain(name_of(value), 60), "fields": fields}
    if isinstance(value, dict):
        return {"dict": [[to_data(key), to_data(held)] for key, held in value.items()]}
    if isinstance(value, set | frozenset):
        return {"set": [to_data(item) for item in in_order(value)]}
    return (
        [to_data(item) for item in value] if isinstance(value, tuple) else {"list": [to_data(item) for item in value]}
    )


def _array(array: Any) -> dict[str, Any]:
    """Of NumPy: like a tensor, and it says so."""
    if math.prod(max(size, 1) for size in array.shape) > MAX_SHOWN:
        shown = None
    elif array.dtype.kind in "biufc":
        shown = _numbers(array.tolist())
    else:
        shown = _nested(array.tolist())
    return {"shape": list(array.shape), "dtype": plain(str(array.dtype), 40), "values": shown, "of": "numpy"}


def _nested(values: Any) -> Any:
    if isinstance(values, list):
        return [_nested(value) for value in values]
    data = to_data(values)
    return data if not isinstance(data, list | dict) else plain(repr(values), MAX_WORDS)


def _table(value: Any) -> dict[str, Any]:
    sheet = sheets.sheet(value)
    if (len(sheet.columns) + 1) * (len(sheet.index) + 1) > MAX_SHOWN:
        return {
            "returned": say(
                "{value} of {rows} rows and {columns} columns, too much to show",
                value=in_words(value),
                rows=len(sheet.index),
                columns=len(sheet.columns),
            )
        }
    columns = [sheets.cells(column) for column in sheet.data]
    return {
        "frame": [_cell(label) for label in sheet.columns] if sheet.kind == "frame" else None,
        "index": [_cell(label) for label in sheet.index],
        "rows": [[_cell(column[row]) for column in columns] for row in range(len(sheet.index))],
    }


def _cell(cell: Any) -> Any:
    """A cell or label: a number, a text, None for what is missing, or how it is written."""
    data = to_data(cell)
    return data if not isinstance(data, list | dict) else plain(str(settled(cell)), 60)


def _axes(axes: Axes) -> dict[str, Any]:
    words = {name: plain(getattr(axes, name), MAX_WORDS) for name in ("title", "xlabel", "ylabel", "xscale", "yscale")}
    things = {
        name: [
            {"label": plain(line.label, 60), "points": [_numbers(list(at)) for at in _points(line)], "of": len(line.x)}
            for line in getattr(axes, name)[:8]
        ]
        for name in ("lines", "points", "bars")
    }
    texts = {name: [plain(text, 60) for text in getattr(axes, name)[:12]] for name in ("legend", "texts", "categories")}
    return words | things | texts | {"images": [list(image.shape) for image in axes.images[:8]]}


def _rounded(value: float) -> float:
    if _exactly.get():
        return value
    return round(value, 6) if abs(value) > 1e-3 else float(f"{value:.6g}")


def _points(line: Any) -> list[tuple[float, float]]:
    return list(zip(line.x[:MAX_POINTS], line.y[:MAX_POINTS], strict=True))


def _length(value: Any) -> int:
    return len(fields_of(value)) if isinstance(value, Record) else len(value)


def _size(value: Any) -> int:
    """How many numbers and rows it takes to write a value down: an empty tensor may have a trillion rows."""
    if isinstance(value, torch.Tensor) or is_array(value):
        return math.prod(max(size, 1) for size in value.shape)
    if isinstance(value, Record):
        return 1 + sum(map(_size, fields_of(value).values()))
    if isinstance(value, dict):
        return 1 + sum(_size(key) + _size(held) for key, held in value.items())
    if isinstance(value, tuple | list | set | frozenset):
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
        return int(value) if value == int(value) and abs(value) < 2**53 else _rounded(value)
    if isinstance(value, str):
        return visible_blanks(value, MAX_WORDS)
    return value
