"""Cells of a submission, during the repair and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.submission.slots import Slot, lines_of
from autograder.submission.source import Origin

IN_ORDER, LAST, NEVER = "in order", "last", "never"


@dataclass(frozen=True)
class Cell:
    """One cell of a repaired submission."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    grade_id: str | None = None
    turn: str = IN_ORDER  # when it runs: checks of the release come last, a stub beside a real answer never
    origin: Origin | None = field(default=None, compare=False)  # None: put in by the repair
    pictures: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(eq=False)
class Piece:
    """A cell while it is being repaired; compared by identity, for copies are what repair is about."""

    kind: str
    source: str
    claims: dict[str, Any] = field(default_factory=dict)
    grade_id: str | None = None  # given by the repair
    turn: str = IN_ORDER
    origin: Origin | None = None
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def claimed(self) -> Any:
        return self.claims.get("grade_id")


def same(piece: Piece, slot: Slot) -> bool:
    """Whether a cell still holds what was handed out."""
    return lines_of(piece.source) == lines_of(slot.source)
