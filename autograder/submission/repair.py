"""A student's cells, put back into the frame of the released notebook.

Whatever a student or her editor did to the frame (ids doubled, dropped or swapped, checks edited, types changed), the
marks hang on functions that are found by name, and on checks and points that come from the exercise. So repair moves
*ids*, never answers: her sources stay as she wrote them and run in the order of her file, as Python would run them.

Order of the work: each slot of the release (answer, checks, question, locked cell) picks its cell; what is missing is
put in; what must not run is marked. Every step that changes something says so in one plain sentence. Repairing a
repaired notebook changes nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from nbformat import NotebookNode

from autograder.submission.pieces import IN_ORDER, LAST, NEVER, Cell, Piece, same
from autograder.submission.raw_cell import RawCell
from autograder.submission.slots import (
    Slot,
    defines,
    given_code,
    goes_on,
    lines_of,
    needed_code,
    share,
    slots_of,
    without_fence,
)


def repair(raw: list[RawCell], release: NotebookNode) -> tuple[list[Cell], list[str]]:
    """Cells in the order of the file, every id of the release exactly once, and what was repaired."""
    pieces = [Piece(c.kind, c.source, c.claims, origin=c.origin, pictures=c.pictures) for c in raw]
    work = _Repair(pieces, release)
    work.run()
    return [Cell(p.kind, p.source, p.grade_id, p.turn, p.origin, p.pictures) for p in work.pieces], work.notes


class _Repair:
    """The work on one submission; `kept` grows slot by slot."""

    def __init__(self, pieces: list[Piece], release: NotebookNode):
        self.pieces = pieces
        self.release = release
        self.slots = slots_of(release)
        self.answers = [slot for slot in self.slots if slot.role == "answer"]
        self.printed = {lines_of(cell.source) for cell in release.cells}  # cells as they were handed out
        self.kept: dict[str, Piece] = {}
        self.notes: list[str] = []

    def run(self) -> None:
        stripped = not any(self._labelled(slot) for slot in self.slots)
        self.python = all(p.origin is not None and p.origin.cell is None for p in self._code())  # a bare .py
        if stripped and not self.python:
            self.notes.append("The notebook came without its cell ids; its cells were recognised by what they hold.")
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
        if stripped and not self.kept:
            self.notes.append("Nothing of this exercise was found in the file: is it the right notebook?")
        self._pass_over_stubs()
        self._say_what_moved()
        self._put_in_missing(stripped)
        self._put_back_given_code()

    # What the pieces are

    def _free(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.grade_id is None]

    def _labelled(self, slot: Slot) -> list[Piece]:
        return [piece for piece in self._free() if piece.claimed == slot.grade_id]

    def _code(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind == "code" and piece.turn == IN_ORDER]

    def _written(self, slot: Slot) -> list[Piece]:
        """Code cells that define the task's function, the stub as it was handed out apart."""
        return [piece for piece in self._code() if defines(piece.source, slot.task) and not same(piece, slot)]

    def _is_printed(self, piece: Piece) -> bool:
        return lines_of(piece.source) in self.printed

    def _keep(self, slot: Slot, piece: Piece) -> None:
        self.kept[slot.grade_id] = piece
        piece.grade_id, piece.kind = slot.grade_id, slot.kind

    def _join_halves(self) -> None:
        code = [piece for piece in self._code() if piece.source.strip()]  # a remark may stand between the halves
        for above, below in [*pairwise(code)][::-1]:
            if goes_on(above.source, below.source):
                above.source += "\n" + below.source
                self.pieces.remove(below)
                self.notes.append("A cell was split inside a function; its halves were put together again.")

    # Each slot picks its cell

    def _place_fixed(self, slot: Slot) -> None:
        """Checks and locked cells come from the release; what a student added to them runs in a cell of its own."""
        alike = [piece for piece in self._free() if share(slot.source, piece.source) >= 0.6]
        found = self._labelled(slot) or [piece for piece in alike if not self._known(piece.claimed)]
        if not found:
            return
        piece = max(reversed(found), key=lambda piece: share(slot.source, piece.source))  # of equals the last
        if not same(piece, slot):
            self.notes.append(f"The cell '{slot.grade_id}' was changed; it was put back as it was handed out.")
            fresh = set(lines_of(piece.source)) - set(lines_of(slot.source))
            if any(re.match(r"(?:async\s+def|def|class|import|from|@|\w+\s*=[^=])", line) for line in fresh):
                self.pieces.insert(self.pieces.index(piece), Piece("code", piece.source, origin=piece.origin))
        elif piece.kind != slot.kind:
            self.notes.append(f"The cell '{slot.grade_id}' had another type; it was put back.")
        piece.source = slot.source
        piece.turn = LAST if slot.role == "checks" else IN_ORDER
        self._keep(slot, piece)

    def _by_id(self, slot: Slot) -> None:
        found = [p for p in self._written(slot) if p.grade_id is None and p.claimed == slot.grade_id]
        if found:
            self._keep(slot, found[-1])

    def _by_name(self, slot: Slot) -> None:
        found = [piece for piece in self._written(slot) if piece.grade_id is None]
        if found:
            self._keep(slot, found[-1])

    def _out_of_text(self, slot: Slot) -> None:
        """An answer in a text cell: what a slip of the keyboard (m, y) makes of a code cell."""
        if self._written(slot):
            return
        for piece in reversed([piece for piece in self._free() if piece.kind != "code"]):
            code = without_fence(piece.source)
            if defines(code, slot.task) and lines_of(code) != lines_of(slot.source) and not self._is_printed(piece):
                self.notes.append(f"The cell of '{slot.task}' was not a code cell; it was made one again and graded.")
                piece.source = code
                return self._keep(slot, piece)

    def _stub(self, slot: Slot) -> None:
        """No answer of its own: the labelled cell, or the stub as it was handed out, keeps the id."""
        found = self._labelled(slot) or [piece for piece in self._free() if same(piece, slot)]
        if found:
            piece = found[-1]
            if piece.kind != "code":
                self.notes.append(f"The cell of '{slot.task}' holds text, no code.")
                piece.source = "\n".join(f"# {line}".rstrip() for line in piece.source.split("\n"))
            self._keep(slot, piece)

    def _place_question(self, slot: Slot) -> None:
        labelled = self._labelled(slot)
        found = [piece for piece in labelled if not same(piece, slot)] or labelled or self._alike(slot)
        if not found:
            return
        piece = found[-1]
        if same(piece, slot):
            # An answer written into the cell below, or under the question itself, would get nbgrader's 0 for an
            # untouched one.
            at = self.pieces.index(piece)
            above, below = self.pieces[max(at - 1, 0) : at], self.pieces[at + 1 : at + 2]
            above = [p for p in above if share(self._text_before(slot), p.source) >= 0.8]
            written = [
                p for p in below + above if p.kind == "markdown" and p in self._free() and not self._is_printed(p)
            ]
            if written:
                self.notes.append(f"The answer to '{slot.grade_id}' stands in another cell; that cell was taken.")
                piece = written[0]
        if piece.kind != slot.kind:
            self.notes.append(f"The cell '{slot.grade_id}' had another type; it was put back.")
        self._keep(slot, piece)

    def _alike(self, slot: Slot) -> list[Piece]:
        """Without an id: the untouched cell, or the text that follows the question as it was printed."""
        free = [piece for piece in self._free() if not self._known(piece.claimed)]
        untouched = [piece for piece in free if same(piece, slot)]
        before = lines_of(self._text_before(slot))
        after = [below for above, below in pairwise(self.pieces) if before and lines_of(above.source) == before]
        return untouched or [p for p in after if p in free and p.kind != "code" and not self._is_printed(p)]

    def _text_before(self, slot: Slot) -> str:
        """The cell of the release above the slot's: for a question, its wording."""
        for above, cell in pairwise(self.release.cells):
            if cell.metadata.get("nbgrader", {}).get("grade_id") == slot.grade_id:
                return above.source
        return ""

    # What is left over, missing, or to be told

    def _known(self, grade_id: Any) -> bool:
        return any(slot.grade_id == grade_id for slot in self.slots)

    def _say_what_was_claimed(self) -> None:
        for slot in self.slots:
            labelled = self._labelled(slot)
            if len(labelled) > 1:
                after = " Python takes the last definition." if slot.role == "answer" else ""
                self.notes.append(f"The cell '{slot.grade_id}' stood {len(labelled)} times; one kept the id.{after}")
            if any("points" in piece.claims and piece.claims["points"] != slot.points for piece in labelled):
                self.notes.append(f"The points of '{slot.grade_id}' were edited; the exercise's own count.")

    def _say_what_moved(self) -> None:
        order = [self.pieces.index(self.kept[slot.grade_id]) for slot in self.slots if slot.grade_id in self.kept]
        if order != sorted(order):
            self.notes.append("Cells were moved; they ran in the order of the file.")

    def _pass_over_stubs(self) -> None:
        """An untouched stub does not run where another cell holds the answer: it would undo it."""
        for slot in self.answers:
            stubs = [piece for piece in self._code() if same(piece, slot)]
            if stubs and self._written(slot):
                for piece in stubs:
                    piece.turn = NEVER
                self.notes.append(f"'{slot.task}' is written in another cell; its empty cell was passed over.")

    def _put_in_missing(self, stripped: bool) -> None:
        previous: Piece | None = None
        for slot in self.slots:
            if slot.grade_id not in self.kept:
                later = [self.kept[s.grade_id] for s in self.slots if s.grade_id in self.kept]
                at = min((self.pieces.index(piece) for piece in later), default=len(self.pieces))
                at = self.pieces.index(previous) + 1 if previous else at
                self.pieces.insert(at, self._missing(slot, stripped))
                if slot.role == "question":
                    self._place_question(slot)
                else:
                    self._keep(slot, self.pieces[at])
            previous = self.kept[slot.grade_id]

    def _missing(self, slot: Slot, stripped: bool) -> Piece:
        if slot.role != "answer":
            if not stripped:
                self.notes.append(f"The cell '{slot.grade_id}' was missing; it was put back.")
            turn = LAST if slot.role == "checks" else IN_ORDER
            return Piece(slot.kind, slot.source, {"grade_id": slot.grade_id}, turn=turn)
        if self.python:
            pass  # a file without cells misses none; a function that it lacks is told by the verdict
        elif self._written(slot):
            self.notes.append(f"The cell of '{slot.task}' was missing; the function stands in another cell.")
        else:
            self.notes.append(f"The cell of '{slot.task}' was missing, and no other cell defines it.")
        return Piece("code", f"# The cell of '{slot.task}' was not in the notebook.")

    def _put_back_given_code(self) -> None:
        """Code that the notebook gives before the first answer (imports, a helper), was lost, and is needed."""
        text = "\n".join(piece.source for piece in self._code())
        there = {lines_of(p.source): p for p in sorted(self.pieces, key=lambda p: p.kind == "code")}
        given = given_code(self.release)
        lost = [s for s in given if (piece := there.get(lines_of(s))) is None or piece.kind != "code"]
        needed, names = needed_code(lost, text)
        at = 0
        for source in given:
            if piece := there.get(lines_of(source)):
                at = self.pieces.index(piece) + 1
                piece.kind = "code" if source in needed else piece.kind
            elif source in needed:
                self.pieces.insert(at, Piece("code", source))
                at += 1
        if needed:
            words = ", ".join(sorted(names))
            self.notes.append(f"The given code that brings {words} was changed or missing; it was put back.")
