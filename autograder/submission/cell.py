"""One cell of a submission, from the file that was read to the box that runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.verdict import Place


@dataclass(frozen=True)
class Origin:
    """Where a cell is in the student's file."""

    cell: int | None  # number among the code cells of the notebook, from 1; None in a Python file
    first_line: int = 1  # of a Python file


@dataclass(eq=False)
class Cell:
    """A cell. Reading makes it; the repair changes it in place, and gives it an id of the release or none.

    Compared by identity: a file may hold copies of one cell, and the repair decides which of them counts.
    """

    kind: str  # "code", "markdown" or "raw"
    source: str
    claims: dict[str, Any] = field(default_factory=dict, repr=False)  # nbgrader's metadata, as the file has it
    grade_id: str | None = None  # the id of the release, once it is known that this cell has it
    origin: Origin | None = None  # None: the grader put the cell in
    runs: bool = True  # False: checks of the release, and a stub beside a real answer
    pictures: dict[str, str] = field(default_factory=dict, repr=False)  # pasted into a text: {name: base64}

    @property
    def claimed(self) -> str | None:
        """The id that the file gives this cell. Nothing else in the file's metadata is believed."""
        name = self.claims.get("grade_id")
        return name if isinstance(name, str) and name else None

    def line(self, number: int) -> str:
        """What is written in this line, from 1; "" where there is none (numbers may come from the box)."""
        lines = self.source.split("\n")
        return lines[number - 1] if 1 <= number <= len(lines) else ""

    def place(self, line: int) -> Place:
        """Where a line of this cell, counted from 1, is in the student's file."""
        if self.origin is None:
            return Place(None, line, given=True)
        if self.origin.cell is None:
            return Place(None, self.origin.first_line + line - 1)
        return Place(self.origin.cell, line)


def cells_of(sources: Sequence[str]) -> list[Cell]:
    """Cells with this code, one after the other in a notebook."""
    return [Cell("code", source, origin=Origin(number)) for number, source in enumerate(sources, 1)]


def clean(source: str) -> str:
    """Line ends as \\n, no zero bytes or byte order mark, no half of a surrogate pair (UTF-8 has none)."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removeprefix("\ufeff")
    return source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
