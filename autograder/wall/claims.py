"""What comes out of the box: read from frames with suspicion, in types that the keeper can rely on.

It proves nothing but that it was sent; what it is worth is decided in `mark`. A frame that does not look as
it should is a WireError, as a broken channel is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder import wire

MAX_NAMES = 5_000
MOST_LINES = 9  # that one candidate changes
MAX_OUTPUT = 70_000  # characters of one stream of a cell; the box itself keeps a little less


class StudentFault(Exception):
    """A call did not yield a value; the subclass says how it ended."""


class Raised(StudentFault):
    """The function raised. All attributes come from student code: untrusted text."""

    def __init__(self, kind: str, bases: Sequence[str], text: str, cell: int, line: int):
        super().__init__(kind)
        self.kind, self.bases, self.text, self.cell, self.line = kind, tuple(bases), text, cell, line

    @property
    def out_of_memory(self) -> bool:
        signs = ("can't allocate memory", "not enough memory", "bad_alloc", "DefaultCPUAllocator", "failed to map")
        return "MemoryError" in self.bases or any(sign in self.text for sign in signs)


class TimedOut(StudentFault):
    """No answer before the deadline."""


class Died(StudentFault):
    """The process ended, or did not speak the protocol."""


class NotAllowed(StudentFault):
    """A banned operation was reached."""

    def __init__(self, what: str, cell: int, line: int):
        super().__init__(what)
        self.what, self.cell, self.line = what, cell, line


@dataclass(frozen=True)
class CellOutcome:
    """What one cell showed: for the autograded notebook, never evidence."""

    stdout: str = ""
    stderr: str = ""
    result: str | None = None
    error: tuple[str, str, int] | None = None  # type, text, line
    notes: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many characters of text it holds."""
        return sum(map(len, (self.stdout, self.stderr, self.result or "", self.error[1] if self.error else "")))

    def silent(self) -> "CellOutcome":
        """The same without what was printed: how it ended."""
        return CellOutcome(error=self.error and (self.error[0], self.error[1][:200], self.error[2]), notes=self.notes)


@dataclass(frozen=True)
class Answer:
    """What one call claims to have returned."""

    value: Any  # a wire value
    changed: tuple[int, ...]  # positions among the argument tensors and lists of those that the call changed
    kept: bool = True  # whether results of earlier calls still hold what they held
    work: float = 0.0  # how often its most repeated step ran, where that was asked for
    what: str = ""  # that step: untrusted text


def place(value: Any) -> tuple[int, int, int]:
    match value:
        case (int(cell), int(statement), int(line)):
            return cell, statement, line
    raise wire.WireError("not a place")


def names(value: Any) -> tuple[tuple[str, ...], tuple[tuple[str, int, int], ...]]:
    """The functions that can be called, and where functions and classes are defined."""
    match value:
        case (list(names), list(definitions)):
            found = [name for name in names[:MAX_NAMES] if isinstance(name, str)]
            return tuple(found), tuple(_definition(definition) for definition in definitions[:MAX_NAMES])
    raise wire.WireError("not a list of names")


def _definition(value: Any) -> tuple[str, int, int]:
    match value:
        case (str(name), int(cell), int(line)):
            return name, cell, line
    raise wire.WireError("not a definition")


def answer(value: Any) -> Answer:
    match value:
        # an index is used as one: a negative or a giant one would be the keeper's own error
        case (returned, list(changed), bool(kept), float(work), str(what)) if all(map(_is_index, changed)):
            return Answer(returned, tuple(changed), kept, work if work >= 0 else math.inf, what[:200])
    raise wire.WireError("not an answer")


def _is_index(value: Any) -> bool:
    return type(value) is int and 0 <= value < wire.MAX_ITEMS


def raised(value: Any) -> Raised:
    match value:
        case (str(kind), list(bases), str(text), int(cell), int(line)):
            return Raised(kind, [base for base in bases if isinstance(base, str)], text, cell, line)
    raise wire.WireError("not an exception")


def not_allowed(value: Any) -> NotAllowed:
    match value:
        case (str(what), int(cell), int(line)):
            return NotAllowed(what[:200], cell, line)
    raise wire.WireError("not a report")


def outcome(value: Any) -> tuple[int, CellOutcome]:
    match value:
        case (int(number), str(stdout), str(stderr), None | str() as result, error, list(notes)):
            match error:
                case None | (str(), str(), int()):
                    kept = tuple(note[:200] for note in notes[:20] if isinstance(note, str))
                    texts = [text if text is None else text[:MAX_OUTPUT] for text in (stdout, stderr, result)]
                    short = error and (error[0][:100], error[1][:MAX_OUTPUT], error[2])
                    return number, CellOutcome(texts[0] or "", texts[1] or "", texts[2], short, kept)
    raise wire.WireError("not a cell")


@dataclass(frozen=True)
class Tried:
    """What a candidate (an edit of the student's function, made in the box) claims to have given."""

    number: int
    cell: int
    lines: tuple[int, ...]  # that it changes; at least one
    is_missing: bool  # something is put in behind the first of them
    gave: tuple[tuple, ...]  # for each call ("gave", value), ("raised", kind, bases) or another word alone


def tried(value: Any) -> tuple[bool, list[Tried]]:
    """Whether there are more candidates, and those that were tried, each with as many claims as there were calls."""
    match value:
        case (bool(more), list(candidates), list(gave)):
            calls = len(gave) // len(candidates) if candidates else 0
            if len(gave) == calls * len(candidates):
                each = [tuple(map(_gave, gave[start : start + calls])) for start in range(0, len(gave), calls or 1)]
                return more, [_candidate(*pair) for pair in zip(candidates, each, strict=True)]
    raise wire.WireError("not a list of candidates")


def _candidate(value: Any, gave: tuple) -> Tried:
    match value:
        case (int(number), int(cell), [*lines], bool(is_missing)) if (
            _is_index(number) and 1 <= len(lines) <= MOST_LINES
        ):
            if all(map(_is_index, lines)):
                return Tried(number, cell, tuple(lines), is_missing, gave)
    raise wire.WireError("not a candidate")


def _gave(value: Any) -> tuple:
    match value:
        case ("gave", claim):
            return ("gave", claim)
        case ("raised", str(kind), list(bases)):
            return ("raised", kind, tuple(base for base in bases if isinstance(base, str)))
        case (str(word), *_):
            return (word,)
    raise wire.WireError("not what a candidate gave")
