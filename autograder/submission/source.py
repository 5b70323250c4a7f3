"""Code of a submission, and where its author finds it: the words for a place in her own file."""

from dataclasses import dataclass


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

    def place(self, line: int) -> str:
        """`cell 3, line 2` in a notebook, `line 27` in a Python file; lines count from 1 in this cell."""
        if self.origin is None:
            return "the given code"
        if self.origin.cell is None:
            return f"line {self.origin.first_line + line - 1}"
        return f"cell {self.origin.cell}, line {line}"


def sources(texts: list[str]) -> list[Source]:
    """Cells that stand one after the other in a notebook."""
    return [Source(text, Origin(number)) for number, text in enumerate(texts, 1)]
