"""pandas frames and series: compared by labels, kinds of columns and cells; a difference is put in words."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.crossing.apart import take_apart
from autograder.crossing.kinds import Room
from autograder.crossing.tables import Column, Sheet, sheet_of
from autograder.crossing.together import Together
from autograder.language import phrase, phrases, say, say_count

Same = Callable[[Any, Any], bool]
_together = Together()
LARGEST = 2**22  # items and bytes of a sheet that is compared
WHOLE, FLOATS, BOOLS = phrase("whole numbers"), phrase("floats"), phrase("True and False")
KINDS = {"i": WHOLE, "u": WHOLE, "f": FLOATS, "b": BOOLS, "c": phrase("complex numbers")}
OF_WORDS = {"Int64": WHOLE, "Float64": FLOATS, "boolean": BOOLS}
TIMES = {"datetime": phrase("times"), "timedelta": phrase("time differences")}
MOST_LOOKED_AT = 1_000  # labels of what came back
MOST_LABELS = 6  # in a sentence


@dataclass(frozen=True)
class Labelled:
    """What is said of rows, or of columns, and their labels."""

    counted: tuple[str, str]
    missing: tuple[str, str]
    extra: tuple[str, str]
    other_type: str
    order: str


ROWS = Labelled(
    counted=phrases("{n} row", "{n} rows"),
    missing=phrases("Row {labels} is missing.", "Rows {labels} are missing."),
    extra=phrases("Row {labels} is too many.", "Rows {labels} are too many."),
    other_type=phrase("The labels of the rows are of another type: {got}, expected {expected}."),
    order=phrase("The rows stand in another order, expected {expected}."),
)
COLUMNS = Labelled(
    counted=phrases("{n} column", "{n} columns"),
    missing=phrases("Column {labels} is missing.", "Columns {labels} are missing."),
    extra=phrases("Column {labels} is too many.", "Columns {labels} are too many."),
    other_type=phrase("The labels of the columns are of another type: {got}, expected {expected}."),
    order=phrase("The columns stand in another order, expected {expected}."),
)


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
    if kind(column) or column.word in TIMES:
        return kind(column) or TIMES[column.word]
    held = {type(cell) for cell in cells(column) if cell is not None}
    if held <= {str}:
        return phrase("texts") if held else phrase("missing values")
    return {frozenset({int}): WHOLE, frozenset({float}): FLOATS}.get(frozenset(held), phrase("objects"))


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
        named = say("the series")
        if theirs.kind == "frame":
            named = say("column `{name}`", name=_name(theirs.columns[place]))
        if kind(one) != kind(other) or (held_in(one) != held_in(other) and wrong_rows(one, other, same_cell)):
            held, asked = say(held_in(one)), say(held_in(other))
            if held == asked:
                held = say("{things} as objects", things=held)
            return say("{where!u} holds {held}, expected {asked}.", where=named, held=held, asked=asked)
        wrong = wrong_rows(one, other, same_cell)
        if wrong:
            return _cell(theirs, place, wrong, one, other, short, hidden)
    return ""


def _cell(
    theirs: Sheet, place: int, wrong: list[int], one: Column, other: Column, short: Callable[[Any], str], hidden: bool
) -> str:
    row = wrong[0]
    plain = list(theirs.index) == list(range(len(theirs.index)))
    label = row if plain else short(_label(theirs.index[row]))
    where = say("row {row}", row=label)
    if theirs.kind == "frame":
        where = say("row {row}, column `{name}`", row=label, name=_name(theirs.columns[place]))
    said: dict[str, Any] = {"where": where, "n": len(wrong), "all": len(theirs.index)}
    if hidden:
        if len(wrong) == 1:
            return say("{where!u} differs.", **said)
        return say("{where!u} differs ({n} of {all} rows of it differ).", **said)
    said["got"], said["expected"] = (_missing_or(short, cells(column)[row]) for column in (one, other))
    if len(wrong) == 1:
        return say("{where!u}: {got}, expected {expected}.", **said)
    return say("{where!u}: {got}, expected {expected} ({n} of {all} rows of it differ).", **said)


def _missing_or(short: Callable[[Any], str], cell: Any) -> str:
    return say("a missing value") if cell is None else short(cell)


def _columns(ours: Sheet, theirs: Sheet, same_cell: Same, short: Callable[[Any], str]) -> str:
    if ours.kind == "series":
        return ""
    return _labels(COLUMNS, ours.columns, theirs.columns, same_cell, lambda label: f"`{_name(label)}`")


def _rows(ours: Sheet, theirs: Sheet, same_cell: Same, short: Callable[[Any], str]) -> str:
    numbered = [list(each.index) == list(range(len(each.index))) for each in (ours, theirs)]
    if all(numbered) and len(ours.index) != len(theirs.index):
        rows = say_count(*ROWS.counted, len(ours.index))
        return say("It has {things}, expected {expected}.", things=rows, expected=len(theirs.index))
    if any(numbered) and not all(numbered) and _cells_same(ours, theirs, same_cell):
        if numbered[1]:
            return say("The rows are labelled otherwise: expected 0, 1, 2 … (is a `reset_index()` missing?)")
        labels = ", ".join(short(_label(label)) for label in theirs.index[:MOST_LABELS])
        return say("The rows are labelled otherwise: they are numbered, expected {labels}.", labels=labels)
    return _labels(ROWS, ours.index, theirs.index, same_cell, short)


def _cells_same(ours: Sheet, theirs: Sheet, same_cell: Same) -> bool:
    """Whether the cells are right, row by row, whatever the rows are called."""
    return len(ours.index) == len(theirs.index) and not any(
        wrong_rows(one, other, same_cell) for one, other in zip(ours.data, theirs.data, strict=True)
    )


def _labels(
    what: Labelled, ours: Sequence[Any], theirs: Sequence[Any], same_cell: Same, short: Callable[[Any], str]
) -> str:
    """How the labels of columns or rows differ: some are missing, some are too many, the order, how often."""
    theirs = [_label(label) for label in theirs]
    if _alike(ours, theirs, same_cell):
        return ""
    known = set(ours)
    missing = [label for label in theirs if label not in known and not any(same_cell(other, label) for other in ours)]
    if missing:
        return say_count(*what.missing, len(missing), labels=_listed(missing, short))
    extra = [label for label in ours[:MOST_LOOKED_AT] if not any(same_cell(label, other) for other in theirs)]
    if extra and len(extra) == len(ours) and all(label in known for label in theirs):
        return say(what.other_type, got=short(ours[0]), expected=short(theirs[0]))
    if extra:
        return say_count(*what.extra, len(extra), labels=_listed(extra, short))
    if len(ours) == len(theirs):
        return say(what.order, expected=_listed(theirs, short))
    things = say_count(*what.counted, len(ours))
    pattern = phrase("It has {things}, expected {expected}: a label occurs more than once.")
    return say(pattern, things=things, expected=len(theirs))


def _listed(labels: Sequence[Any], short: Callable[[Any], str]) -> str:
    return ", ".join(map(short, labels[:MOST_LABELS])) + (" …" if len(labels) > MOST_LABELS else "")


def _name(label: Any) -> str:
    """A label within a sentence, between backticks, where no quotes are needed."""
    return str(label)[:60].replace("`", "'")
