"""A student's cells, put back into the frame of the released notebook.

A student or an editor may double, drop or swap ids, edit checks or change types. Marks depend on functions, which are
found by name, and on checks and points, which come from the exercise. So the repair moves *ids*, never answers: the
student's code stays as it was written and runs in the order of the file, as Python would run it.

Order of the work: each slot of the release (answer, checks, question, locked cell) picks its cell; what is missing is
put in; what must not run is marked. Every step that changes something says so in one plain sentence. Repairing a
repaired notebook changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from nbformat import NotebookNode

from autograder.language import phrase, say
from autograder.submission.cell import Cell
from autograder.submission.slots import (
    Slot,
    defines,
    given_code,
    goes_on,
    lines_of,
    mentions,
    needed_code,
    share,
    slots_of,
    without_fence,
)


def repair(cells: list[Cell], release: NotebookNode) -> tuple[list[Cell], list[str]]:
    """Cells in the order of the file, every id of the release exactly once, and what was repaired."""
    work = _Repair(cells, release)
    work.run()
    return work.cells, work.notes


def nearest(cells: list[Cell], releases: Sequence[NotebookNode]) -> NotebookNode:
    """The release, one in each language, of which the cells hold the most lines; of equals the first."""
    if len(releases) == 1:
        return releases[0]
    held = {line.strip() for cell in cells for line in cell.source.splitlines()}
    return max(releases, key=lambda release: len(held & _lines(release)))


def _lines(release: NotebookNode) -> set[str]:
    return {line.strip() for cell in release.cells for line in cell.source.splitlines()}


def same(cell: Cell, slot: Slot) -> bool:
    """Whether a cell still holds what was handed out."""
    return lines_of(cell.source) == lines_of(slot.source)


class _Repair:
    """The repair of one submission. `kept` holds the cell of each slot that has one so far."""

    def __init__(self, cells: list[Cell], release: NotebookNode):
        self.cells = cells
        self.release = release
        self.slots = slots_of(release)
        self.answers = [slot for slot in self.slots if slot.role == "answer"]
        self.printed = {lines_of(cell.source) for cell in release.cells}  # cells as they were handed out
        self.kept: dict[str, Cell] = {}
        self.notes: list[str] = []

    def run(self) -> None:
        stripped = not any(self._labelled(slot) for slot in self.slots)
        self.python = all(p.origin is not None and p.origin.cell is None for p in self._code())  # a bare .py
        if stripped and not self.python:
            self.notes.append(
                say("The notebook came without its cell ids; its cells were recognised by what they hold.")
            )
        self._join_halves()
        self._say_what_was_claimed()
        for slot in self.slots:
            if slot.role in ("checks", "locked"):  # first, so that no answer takes their cells
                self._place_fixed(slot)
        for step in (self._by_id, self._by_name, self._out_of_text, self._stub):
            for slot in self.answers:
                if slot.grade_id not in self.kept:
                    step(slot)
        for slot in self.slots:
            if slot.role == "question":
                self._place_question(slot)
        if stripped and not self.kept and not self._speaks_of_a_task():
            self.notes.append(say("Nothing of this exercise was found in the file: is it the right notebook?"))
        self._pass_over_stubs()
        self._say_what_moved()
        self._put_in_missing(stripped)
        self._put_back_given_code()

    # What the cells are

    def _speaks_of_a_task(self) -> bool:
        return any(mentions(cell.source, slot.task) for cell in self._code() for slot in self.answers)

    def _free(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.grade_id is None]

    def _labelled(self, slot: Slot) -> list[Cell]:
        return [cell for cell in self._free() if cell.claimed == slot.grade_id]

    def _code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "code" and cell.runs]

    def _written(self, slot: Slot) -> list[Cell]:
        """Code cells that define the task's function, the stub as it was handed out apart."""
        return [cell for cell in self._code() if defines(cell.source, slot.task) and not same(cell, slot)]

    def _is_printed(self, cell: Cell) -> bool:
        return lines_of(cell.source) in self.printed

    def _keep(self, slot: Slot, cell: Cell) -> None:
        self.kept[slot.grade_id] = cell
        cell.grade_id, cell.kind = slot.grade_id, slot.kind

    def _join_halves(self) -> None:
        code = [cell for cell in self._code() if cell.source.strip()]  # a text cell may be between the halves
        for above, below in [*pairwise(code)][::-1]:
            if goes_on(above.source, below.source):
                above.source += "\n" + below.source
                self.cells.remove(below)
                self.notes.append(say("A cell was split inside a function; its halves were put together again."))

    # Each slot picks its cell

    def _place_fixed(self, slot: Slot) -> None:
        """Checks and locked cells come from the release; what a student added to them runs in a cell of its own."""
        alike = [cell for cell in self._free() if share(slot.source, cell.source) >= 0.6]
        found = self._labelled(slot) or [cell for cell in alike if not self._known(cell.claimed)]
        if not found:
            return
        cell = max(reversed(found), key=lambda cell: share(slot.source, cell.source))  # of equals the last
        if not same(cell, slot):
            self.notes.append(
                say("The cell '{cell}' was changed; it was put back as it was handed out.", cell=slot.grade_id)
            )
            fresh = set(lines_of(cell.source)) - set(lines_of(slot.source))
            if any(re.match(r"(?:async\s+def|def|class|import|from|@|\w+\s*=[^=])", line) for line in fresh):
                self.cells.insert(self.cells.index(cell), Cell("code", cell.source, origin=cell.origin))
        elif cell.kind != slot.kind:
            self.notes.append(say("The cell '{cell}' had another type; it was put back.", cell=slot.grade_id))
        cell.source = slot.source
        cell.runs = slot.role != "checks"
        self._keep(slot, cell)

    def _by_id(self, slot: Slot) -> None:
        found = [p for p in self._written(slot) if p.grade_id is None and p.claimed == slot.grade_id]
        if found:
            self._keep(slot, found[-1])

    def _by_name(self, slot: Slot) -> None:
        found = [cell for cell in self._written(slot) if cell.grade_id is None]
        if found:
            self._keep(slot, found[-1])

    def _out_of_text(self, slot: Slot) -> None:
        """An answer in a text cell: what a slip of the keyboard (m, y) makes of a code cell."""
        if self._written(slot):
            return
        for cell in reversed([cell for cell in self._free() if cell.kind != "code"]):
            code = without_fence(cell.source)
            if defines(code, slot.task) and lines_of(code) != lines_of(slot.source) and not self._is_printed(cell):
                self.notes.append(
                    say("The cell of '{task}' was not a code cell; it was made one again and graded.", task=slot.task)
                )
                cell.source = code
                return self._keep(slot, cell)

    def _stub(self, slot: Slot) -> None:
        """No answer of its own: the labelled cell, or the stub as it was handed out, keeps the id."""
        found = self._labelled(slot) or [cell for cell in self._free() if same(cell, slot)]
        if found:
            cell = found[-1]
            if cell.kind != "code":
                self.notes.append(say("The cell of '{task}' holds text, no code.", task=slot.task))
                cell.source = "\n".join(f"# {line}".rstrip() for line in cell.source.split("\n"))
            self._keep(slot, cell)

    def _place_question(self, slot: Slot) -> None:
        labelled = self._labelled(slot)
        found = [cell for cell in labelled if not same(cell, slot)] or labelled or self._alike(slot)
        if not found:
            return
        cell = found[-1]
        if same(cell, slot):
            # An answer written into the cell below, or under the question itself, would get nbgrader's 0 for an
            # untouched one.
            at = self.cells.index(cell)
            above, below = self.cells[max(at - 1, 0) : at], self.cells[at + 1 : at + 2]
            above = [p for p in above if share(self._text_before(slot), p.source) >= 0.8]
            written = [p for p in below + above if p.kind != "code" and p in self._free() and not self._is_printed(p)]
            if written:
                self.notes.append(
                    say("The answer to '{cell}' stands in another cell; that cell was taken.", cell=slot.grade_id)
                )
                cell = written[0]
        if cell.kind != slot.kind:
            self.notes.append(say("The cell '{cell}' had another type; it was put back.", cell=slot.grade_id))
        self._keep(slot, cell)

    def _alike(self, slot: Slot) -> list[Cell]:
        """Without an id: the text that follows the question as it was printed, or an untouched cell.

        Untouched cells of several questions look alike, so the place counts first.
        """
        free = [cell for cell in self._free() if not self._known(cell.claimed)]
        before = lines_of(self._text_before(slot))
        after = [below for above, below in pairwise(self.cells) if before and lines_of(above.source) == before]
        at_its_place = [
            p for p in after if p in free and p.kind != "code" and (same(p, slot) or not self._is_printed(p))
        ]
        return at_its_place or [cell for cell in free if same(cell, slot)]

    def _text_before(self, slot: Slot) -> str:
        """The cell of the release above the slot's: for a question, its wording."""
        for above, cell in pairwise(self.release.cells):
            if cell.metadata.get("nbgrader", {}).get("grade_id") == slot.grade_id:
                return above.source
        return ""

    # What is left over, missing, or worth a note

    def _known(self, grade_id: Any) -> bool:
        return any(slot.grade_id == grade_id for slot in self.slots)

    def _say_what_was_claimed(self) -> None:
        for slot in self.slots:
            labelled = self._labelled(slot)
            if len(labelled) > 1:
                twice = phrase("The cell '{cell}' stood {n} times; one kept the id.")
                if slot.role == "answer":
                    twice = phrase(
                        "The cell '{cell}' stood {n} times; one kept the id. Python takes the last definition."
                    )
                self.notes.append(say(twice, cell=slot.grade_id, n=len(labelled)))
            if any("points" in cell.claims and cell.claims["points"] != slot.points for cell in labelled):
                self.notes.append(
                    say("The points of '{cell}' were edited; the exercise's own count.", cell=slot.grade_id)
                )

    def _say_what_moved(self) -> None:
        order = [self.cells.index(self.kept[slot.grade_id]) for slot in self.slots if slot.grade_id in self.kept]
        if order != sorted(order):
            self.notes.append(say("Cells were moved; they ran in the order of the file."))

    def _pass_over_stubs(self) -> None:
        """An untouched stub does not run where another cell holds the answer: it would undo it."""
        for slot in self.answers:
            stubs = [cell for cell in self._code() if same(cell, slot)]
            if stubs and self._written(slot):
                for cell in stubs:
                    cell.runs = False
                self.notes.append(
                    say("'{task}' is written in another cell; its empty cell was passed over.", task=slot.task)
                )

    def _put_in_missing(self, stripped: bool) -> None:
        previous: Cell | None = None
        for slot in self.slots:
            if slot.grade_id not in self.kept:
                later = [self.kept[s.grade_id] for s in self.slots if s.grade_id in self.kept]
                at = min((self.cells.index(cell) for cell in later), default=len(self.cells))
                at = self.cells.index(previous) + 1 if previous else at
                self.cells.insert(at, self._missing(slot, stripped))
                if slot.role == "question":
                    self._place_question(slot)
                else:
                    self._keep(slot, self.cells[at])
            previous = self.kept[slot.grade_id]

    def _missing(self, slot: Slot, stripped: bool) -> Cell:
        if slot.role != "answer":
            if not stripped:
                self.notes.append(say("The cell '{cell}' was missing; it was put back.", cell=slot.grade_id))
            return Cell(slot.kind, slot.source, {"grade_id": slot.grade_id}, runs=slot.role != "checks")
        if self.python:
            pass  # a file without cells misses none; the verdict names a function that it lacks
        elif self._written(slot):
            self.notes.append(
                say("The cell of '{task}' was missing; the function stands in another cell.", task=slot.task)
            )
        else:
            self.notes.append(say("The cell of '{task}' was missing, and no other cell defines it.", task=slot.task))
        return Cell("code", f"# The cell of '{slot.task}' was not in the notebook.")

    def _put_back_given_code(self) -> None:
        """Code that the notebook gives before the first answer (imports, a helper), was lost, and is needed."""
        text = "\n".join(cell.source for cell in self._code())
        there = {lines_of(p.source): p for p in sorted(self.cells, key=lambda p: p.kind == "code")}
        given = given_code(self.release)
        lost = [s for s in given if (cell := there.get(lines_of(s))) is None or cell.kind != "code"]
        needed, names = needed_code(lost, text)
        at = 0
        for source in given:
            if cell := there.get(lines_of(source)):
                at = self.cells.index(cell) + 1
                cell.kind = "code" if source in needed else cell.kind
            elif source in needed:
                self.cells.insert(at, Cell("code", source))
                at += 1
        if needed:
            words = ", ".join(sorted(names))
            self.notes.append(
                say("The given code that brings {words} was changed or missing; it was put back.", words=words)
            )
