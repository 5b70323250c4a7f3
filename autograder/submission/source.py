"""Code of a submission, and where it is in the student's own file."""

from dataclasses import dataclass

from autograder.verdict import Place


@dataclass(frozen=True)
class Origin:
    """Where a cell stands in the student's file."""

    cell: int | None  # among the code cells of her notebook, from 1; None in a Python file
    first_line: int = 1  # of a Python file


@dataclass(frozen=True)
class Source:
    """One cell to run. Without an origin it is not hers: the grader put it in."""

    text: str
    origin: Origin | None

    def place(self, line: int) -> Place:
        """Where a line of this cell, counted from 1, is in the student's file."""
        if self.origin is None:
            return Place(None, line, given=True)
        if self.origin.cell is None:
            return Place(None, self.origin.first_line + line - 1)
        return Place(self.origin.cell, line)


def sources(texts: list[str]) -> list[Source]:
    """Cells that stand one after the other in a notebook."""
    return [Source(text, Origin(number)) for number, text in enumerate(texts, 1)]
