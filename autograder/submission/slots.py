"""What a cell's text says, without parsing Python: slots of the release, lines that count, names that are defined.

Everything here is a comparison of lines or a regular expression. Student code is compiled nowhere but in the box.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode

from autograder.course.exercise import task_of

LONGEST_HALF = 20_000  # characters: halves of thousands of cells, put together one by one, would be copied for hours


@dataclass(frozen=True)
class Slot:
    """A cell of the release that carries an id."""

    grade_id: str
    role: str  # "answer", "checks", "question" or "locked"
    kind: str
    source: str
    points: Any

    @property
    def task(self) -> str:
        return task_of(self.grade_id) if self.role == "checks" else self.grade_id


def slots_of(release: NotebookNode) -> list[Slot]:
    """The slots of a released notebook, in its order."""
    slots = []
    for cell in release.cells:
        claims = cell.metadata.get("nbgrader", {})
        if claims.get("grade_id"):
            roles = {(False, True): "answer", (True, False): "checks", (True, True): "question"}
            role = roles.get((bool(claims.get("grade")), bool(claims.get("solution"))), "locked")
            slots.append(Slot(claims["grade_id"], role, cell.cell_type, cell.source, claims.get("points")))
    return slots


def lines_of(source: str) -> tuple[str, ...]:
    """The lines that count when two cells are compared: no empty ones, no spaces at the ends."""
    # The released cells are compared with every cell of every submission; a giant cell must not stay in memory.
    return _lines_of(source) if len(source) < 20_000 else _lines_of.__wrapped__(source)


@lru_cache(maxsize=256)
def _lines_of(source: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in source.splitlines() if line.strip())


def defines(source: str, name: str) -> bool:
    """Whether the text plainly defines `name` (a `def`, a class or an assignment at the margin)."""
    n = re.escape(name)
    # Blanks, not \s: a pattern that may run over line ends takes quadratic time on a file of empty lines.
    pattern = rf"^(?:(?:async[ \t]+)?def[ \t]+{n}[ \t]*\(|class[ \t]+{n}[ \t]*[(:]|{n}[ \t]*=[^=])"
    return bool(re.search(pattern, source, re.MULTILINE))


def goes_on(above: str, below: str) -> bool:
    """Whether a cell is the lower half of the one above, split inside a function: neither half is Python alone."""
    if len(below) > LONGEST_HALF:
        return False
    upper = above.rstrip().rsplit("\n", 1)[-1]
    lower = re.match(r"(?:[ \t]*\n)*([ \t]+)(?!def\b|class\b|import\b|from\b|@)\S", below)
    if lower is None or not (upper[:1].isspace() or upper.endswith(":")):
        return False
    return upper.endswith(":") or lower[1] in re.findall(r"^([ \t]+)return\b", below, re.MULTILINE)


def mentions(source: str, name: str) -> bool:
    """Whether the name occurs as a word."""
    return bool(re.search(rf"\b{re.escape(name)}\b", source))


def without_fence(source: str) -> str:
    """Code out of a text cell: the lines between ``` or ~~~ fences where there are any, otherwise all."""
    inside, kept, fences = False, list[str](), 0
    for line in source.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            inside, fences = not inside, fences + 1
        elif inside:
            kept.append(line)
    return textwrap.dedent("\n".join(kept) if fences else source)  # a block in a list is set in


def share(expected: str, found: str) -> float:
    """The share of the expected text's lines that the found text has, 0 to 1."""
    wanted, there = lines_of(expected), set(lines_of(found))
    return sum(line in there for line in wanted) / len(wanted) if wanted else 0.0


def bound_names(source: str) -> set[str]:
    """Names that the text's imports, definitions and assignments at the margin make."""
    names = re.findall(r"^(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[^=]", source, re.MULTILINE)
    found = {name for pair in names for name in pair if name}
    for line in re.findall(r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(.+)$", source, re.MULTILINE):
        for part in line.strip("() ").split(","):
            words = part.split("#")[0].split()
            if words:
                found.add(words[-1] if "as" in words else words[0].split(".")[0])
    return found


def given_code(release: NotebookNode) -> list[str]:
    """The sources of the release's code cells before its first answer that carry no id."""
    given: list[str] = []
    for cell in release.cells:
        claims = cell.metadata.get("nbgrader", {})
        if claims.get("solution"):
            break
        if cell.cell_type == "code" and not claims.get("grade_id"):
            given.append(cell.source)
    return given


def needed_code(lost: list[str], text: str) -> tuple[list[str], set[str]]:
    """Which of the lost sources `text` cannot do without, and the names that they bring."""
    bound, needs = bound_names(text), ""
    needed: list[str] = []
    names: set[str] = set()
    for source in reversed(lost):
        # What a cell that is put back needs must be defined above it, whatever the text defines further down.
        used = {n for n in bound_names(source) if mentions(needs, n) or (n not in bound and mentions(text, n))}
        if used:
            names |= used
            needed.insert(0, source)
            needs += "\n" + source
    return needed, names
