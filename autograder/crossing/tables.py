"""A pandas frame or series as a sheet: labels, and columns as arrays or lists of cells."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.crossing.kinds import Room
from autograder.wire import DTYPES, Other, Parts, RawTensor

MAX_COLUMNS = 1_000
MAX_LEVELS = 8  # of labels in several levels
# how pandas calls the types of columns that are no plain numbers; `object` is any other
WORDS = ("object", "str", "category", "datetime", "timedelta", "Int64", "Float64", "boolean")
SCALARS = (type(None), bool, int, float, str, bytes)


@dataclass(frozen=True)
class Column:
    """One column: numbers as a NumPy array, anything else as a list in which what is missing is None."""

    word: str  # one of WORDS, or the name of a dtype of NumPy
    cells: Any


@dataclass(frozen=True)
class Sheet:
    """A frame, or a series, which is one column."""

    kind: str  # "frame" or "series"
    columns: tuple[Any, ...]  # labels; of a series its name
    index: tuple[Any, ...]
    names: tuple[tuple[Any, ...], tuple[Any, ...]]  # of the levels of columns and index
    data: tuple[Column, ...]


def sheet_of(value: Any, room: Room) -> Sheet:
    """The sheet of a frame or a series."""
    pandas = sys.modules["pandas"]
    if type(value) is pandas.Series:
        room.take(len(value))
        names = ((), tuple(value.index.names))
        return Sheet("series", (value.name,), tuple(value.index), names, (_column(value, room),))
    room.take(min(len(value.columns), MAX_COLUMNS) + len(value.index))
    if len(value.columns) > MAX_COLUMNS:
        room.take(room.items + 1)
    data = tuple(_column(value.iloc[:, place], room) for place in range(len(value.columns)))
    names = tuple(value.columns.names), tuple(value.index.names)
    return Sheet("frame", tuple(value.columns), tuple(value.index), names, data)


def _column(series: Any, room: Room) -> Column:
    numpy, pandas = sys.modules["numpy"], sys.modules["pandas"]
    dtype = series.dtype
    if isinstance(dtype, numpy.dtype) and dtype.kind in "biufc" and dtype.name in DTYPES:
        room.take(1, series.size * dtype.itemsize)
        return Column(dtype.name, series.to_numpy())
    room.take(series.size)
    return Column(_word(dtype, pandas), [None if _missing(cell, pandas) else cell for cell in series.tolist()])


def _word(dtype: Any, pandas: Any) -> str:
    name = str(dtype)
    if isinstance(dtype, pandas.CategoricalDtype):
        return "category"
    if isinstance(dtype, pandas.StringDtype):
        return "str"
    for word in ("datetime", "timedelta"):
        if name.startswith(word):
            return word
    if name.lstrip("U") in ("Int8", "Int16", "Int32", "Int64"):
        return "Int64"
    return {"Float32": "Float64", "Float64": "Float64", "boolean": "boolean"}.get(name, "object")


def _missing(cell: Any, pandas: Any) -> bool:
    return cell is None or cell is pandas.NA or cell is pandas.NaT or (type(cell) is float and cell != cell)


def parts(sheet: Sheet, apart: Callable[[Any], Any]) -> Parts:
    """The sheet as the wire carries it."""
    data: list[tuple[str, Any]] = []
    for column in sheet.data:
        cells = column.cells
        if not isinstance(cells, list):
            native = cells.astype(cells.dtype.newbyteorder("="))
            data.append((column.word, RawTensor(native.dtype.name, native.shape, native.tobytes())))
        else:
            data.append((column.word, [apart(cell) for cell in cells]))
    labels = [[apart(label) for label in each] for each in (sheet.columns, sheet.index, *sheet.names)]
    return Parts(sheet.kind, (*labels, data))


def sheet_from(kind: str, value: Any, together: Callable[[Any], Any], array: Callable[[RawTensor], Any]) -> Sheet:
    """The sheet in a claim; ValueError where it is none."""
    columns, index, column_names, index_names, data = value
    labels = tuple(tuple(map(_label, map(together, each))) for each in (columns, index, column_names, index_names))
    if not isinstance(data, list) or len(data) != len(columns) or len(data) > MAX_COLUMNS:
        raise ValueError("not as many columns as labels")
    if kind == "series" and len(data) != 1:
        raise ValueError("a series is one column")
    made = []
    for word, cells in data:
        if isinstance(cells, RawTensor):
            numbers = array(cells)
            if numbers.shape != (len(index),):
                raise ValueError("a column of another length")
            made.append(Column(cells.dtype, numbers))
        elif isinstance(cells, list) and word in WORDS and len(cells) == len(index):
            made.append(Column(word, [together(cell) for cell in cells]))
        else:
            raise ValueError("not a column")
    return Sheet(kind, labels[0], labels[1], (labels[2], labels[3]), tuple(made))


def _label(label: Any) -> Any:
    """A label that pandas can look up: a scalar, or a tuple of scalars."""
    if isinstance(label, Other) or label.__hash__ is None or (type(label) is tuple and len(label) > MAX_LEVELS):
        raise ValueError("not a label")
    hash(label)
    return label


def of_pandas(sheet: Sheet) -> Any:
    """The sheet as pandas has it."""
    pandas = sys.modules["pandas"]
    index = _labels(sheet.index, sheet.names[1], pandas)
    if sheet.kind == "series":
        return _series(sheet.data[0], index, pandas).rename(sheet.columns[0])
    columns = {place: _series(column, index, pandas) for place, column in enumerate(sheet.data)}
    frame = pandas.DataFrame(columns, index=index)
    frame.columns = _labels(sheet.columns, sheet.names[0], pandas)
    return frame


def _labels(labels: Sequence[Any], names: Sequence[Any], pandas: Any) -> Any:
    if len(names) > 1 and all(type(label) is tuple and len(label) == len(names) for label in labels):
        if not labels:
            return pandas.MultiIndex.from_arrays([[] for _ in names], names=names)
        return pandas.MultiIndex.from_tuples(labels, names=names)
    name = names[0] if len(names) == 1 else None
    if all(type(label) is int for label in labels) and list(labels) == list(range(len(labels))):
        return pandas.RangeIndex(len(labels), name=name)
    return pandas.Index(list(labels), name=name, tupleize_cols=False)


def _series(column: Column, index: Any, pandas: Any) -> Any:
    if not isinstance(column.cells, list):
        return pandas.Series(column.cells, index=index)
    plain = pandas.Series(column.cells, index=index, dtype=object)
    if column.word == "object":
        return plain
    try:
        if column.word == "datetime":
            return pandas.to_datetime(plain)
        if column.word == "timedelta":
            return pandas.to_timedelta(plain)
        if column.word == "str":
            return plain.astype("str") if int(pandas.__version__.split(".")[0]) > 2 else plain
        return plain.astype(column.word)
    except (TypeError, ValueError, OverflowError):  # the cells are not what the word says
        return plain
