"""pandas frames and series: compared by labels, kinds of columns and cells; a difference is put in words."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from autograder.crossing.apart import take_apart
from autograder.crossing.kinds import Room
from autograder.crossing.tables import Column, Sheet, sheet_of
from autograder.crossing.together import Together

Same = Callable[[Any, Any], bool]
_together = Together()
LARGEST = 2**22  # items and bytes of a sheet that is compared
KINDS = {"i": "whole numbers", "u": "whole numbers", "f": "floats", "b": "True and False", "c": "complex numbers"}
OF_WORDS = {"Int64": "whole numbers", "Float64": "floats", "boolean": "True and False"}
MOST_LOOKED_AT = 1_000  # labels of what came back
MOST_LABELS = 6  # in a sentence


def is_table(value: Any) -> bool:
    """Whether this is a frame or a series."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and hasattr(pandas, "DataFrame") and isinstance(value, pandas.DataFrame | pandas.Series)


def sheet(value: Any) -> Sheet:
    """The frame or series as a sheet."""
    return sheet_of(value, Room(LARGEST, 64 * LARGEST))


def same(got: Any, expected: Any, same_cell: Same) -> bool:
    """Whether labels, kinds of columns and cells are the same; names of the index and of a series do not count."""
    ours, theirs = sheet(got), sheet(expected)
    return _labels_same(ours, theirs, same_cell) and all(
        kind(one) == kind(other) and not wrong_rows(one, other, same_cell)
        for one, other in zip(ours.data, theirs.data, strict=True)
    )


def _labels_same(ours: Sheet, theirs: Sheet, same_cell: Same) -> bool:
    columns = ours.kind == "series" or _alike(ours.columns, theirs.columns, same_cell)
    return columns and len(ours.data) == len(theirs.data) and _alike(ours.index, theirs.index, same_cell)


def _alike(one: Sequence[Any], other: Sequence[Any], same_cell: Same) -> bool:
    return len(one) == len(other) and all(map(same_cell, one, map(_label, other)))


def _label(label: Any) -> Any:
    """A label of the author's as it crosses: a number of NumPy is a number."""
    return label if type(label) in (str, int, float) else _together(take_apart(label))


def kind(column: Column) -> str:
    """What a column holds, in words; "" where it is no kind of numbers."""
    if column.word in OF_WORDS:
        return OF_WORDS[column.word]
    return KINDS[column.cells.dtype.kind] if not isinstance(column.cells, list) else ""


def held_in(column: Column) -> str:
    """What a column holds, in words."""
    if kind(column) or column.word in ("datetime", "timedelta"):
        return kind(column) or {"datetime": "times", "timedelta": "time differences"}[column.word]
    held = {type(cell) for cell in cells(column) if cell is not None}
    if held <= {str}:
        return "texts" if held else "missing values"
    return {frozenset({int}): "whole numbers", frozenset({float}): "floats"}.get(frozenset(held), "objects")


def cells(column: Column) -> list[Any]:
    """The cells as Python values; what is missing is None."""
    listed = column.cells if isinstance(column.cells, list) else column.cells.tolist()
    return [None if cell is None or (type(cell) is float and cell != cell) else _label(cell) for cell in listed]


def wrong_rows(got: Column, expected: Column, same_cell: Same) -> list[int]:
    """The numbers of the rows in which two columns of one length differ."""
    pairs = zip(cells(got), cells(expected), strict=True)
    return [row for row, (one, other) in enumerate(pairs) if not same_cell(one, other)]


def sentence(got: Any, expected: Any, same_cell: Same, short: Callable[[Any], str], hidden: bool) -> str:
    """How a frame or series differs from the right one of the same type; `hidden`: no cell is named."""
    ours, theirs = sheet(got), sheet(expected)
    said = _columns(ours, theirs, same_cell, short) or _rows(ours, theirs, same_cell, short)
    if said:
        return said
    for place, (one, other) in enumerate(zip(ours.data, theirs.data, strict=True)):
        named = f"column `{_name(theirs.columns[place])}`" if theirs.kind == "frame" else "the series"
        if kind(one) != kind(other) or (held_in(one) != held_in(other) and wrong_rows(one, other, same_cell)):
            held, asked = held_in(one), held_in(other)
            if held == asked:
                held += " as objects"
            return f"{named[0].upper()}{named[1:]} holds {held}, expected {asked}."
        wrong = wrong_rows(one, other, same_cell)
        if wrong:
            return _cell(theirs, place, wrong, one, other, short, hidden)
    return ""


def _cell(
    theirs: Sheet, place: int, wrong: list[int], one: Column, other: Column, short: Callable[[Any], str], hidden: bool
) -> str:
    row = wrong[0]
    plain = list(theirs.index) == list(range(len(theirs.index)))
    where = f"row {row}" if plain else f"row {short(_label(theirs.index[row]))}"
    if theirs.kind == "frame":
        where += f", column `{_name(theirs.columns[place])}`"
    more = f" ({len(wrong)} of {len(theirs.index)} rows of it differ)" if len(wrong) > 1 else ""
    if hidden:
        return f"{where[0].upper()}{where[1:]} differs{more}."
    gives, asked = (_missing_or(short, cells(column)[row]) for column in (one, other))
    return f"{where[0].upper()}{where[1:]}: {gives}, expected {asked}{more}."


def _missing_or(short: Callable[[Any], str], cell: Any) -> str:
    return "a missing value" if cell is None else short(cell)


def _columns(ours: Sheet, theirs: Sheet, same_cell: Same, short: Callable[[Any], str]) -> str:
    if ours.kind == "series":
        return ""
    return _labels("column", ours.columns, theirs.columns, same_cell, lambda label: f"`{_name(label)}`")


def _rows(ours: Sheet, theirs: Sheet, same_cell: Same, short: Callable[[Any], str]) -> str:
    numbered = [list(each.index) == list(range(len(each.index))) for each in (ours, theirs)]
    if all(numbered) and len(ours.index) != len(theirs.index):
        return f"It has {_counted(len(ours.index), 'row')}, expected {len(theirs.index)}."
    if any(numbered) and not all(numbered) and _cells_same(ours, theirs, same_cell):
        if numbered[1]:
            return "The rows are labelled otherwise: expected 0, 1, 2 … (is a `reset_index()` missing?)"
        labels = ", ".join(short(_label(label)) for label in theirs.index[:MOST_LABELS])
        return f"The rows are labelled otherwise: they are numbered, expected {labels}."
    return _labels("row", ours.index, theirs.index, same_cell, short)


def _cells_same(ours: Sheet, theirs: Sheet, same_cell: Same) -> bool:
    """Whether the cells are right, row by row, whatever the rows are called."""
    return len(ours.index) == len(theirs.index) and not any(
        wrong_rows(one, other, same_cell) for one, other in zip(ours.data, theirs.data, strict=True)
    )


def _labels(what: str, ours: Sequence[Any], theirs: Sequence[Any], same_cell: Same, short: Callable[[Any], str]) -> str:
    """How the labels of columns or rows differ: some are missing, some are too many, the order, how often."""
    theirs = [_label(label) for label in theirs]
    if _alike(ours, theirs, same_cell):
        return ""
    known = set(ours)
    missing = [label for label in theirs if label not in known and not any(same_cell(other, label) for other in ours)]
    if missing:
        return f"{_named(what, missing, short)} missing."
    extra = [label for label in ours[:MOST_LOOKED_AT] if not any(same_cell(label, other) for other in theirs)]
    if extra and len(extra) == len(ours) and all(label in known for label in theirs):
        return f"The labels of the {what}s are of another type: {short(ours[0])}, expected {short(theirs[0])}."
    if extra:
        return f"{_named(what, extra, short)} too many."
    if len(ours) == len(theirs):
        wanted = ", ".join(map(short, theirs[:MOST_LABELS])) + (" …" if len(theirs) > MOST_LABELS else "")
        return f"The {what}s stand in another order, expected {wanted}."
    return f"It has {_counted(len(ours), what)}, expected {len(theirs)}: a label occurs more than once."


def _named(what: str, labels: Sequence[Any], short: Callable[[Any], str]) -> str:
    listed = ", ".join(map(short, labels[:MOST_LABELS])) + (" …" if len(labels) > MOST_LABELS else "")
    return f"{what.capitalize()} {listed} is" if len(labels) == 1 else f"{what.capitalize()}s {listed} are"


def _name(label: Any) -> str:
    """A label within a sentence, between backticks, where no quotes are needed."""
    return str(label)[:60].replace("`", "'")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
