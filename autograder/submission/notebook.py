"""A submission as the grader uses it: found in its folder, read, repaired, and written back as the autograded notebook.

    find_submission(folder, id)  →  read_submission(path, release)  →  cells_to_run  →  autograded_notebook
    (finding.py)                    (reading.py, then repair.py)

The student's file is only ever read. Its code is only read here; it is compiled and run in the box alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.exercise import Exercise
from autograder.language import packed, unpacked
from autograder.submission.apart import in_a_child
from autograder.submission.cell import Cell, Origin
from autograder.submission.finding import find_submission
from autograder.submission.identity import learn_exercises, require_exercise
from autograder.submission.reading import read_cells
from autograder.submission.repair import nearest, repair
from autograder.submission.slots import slots_of
from autograder.submission.way_out import WayOut

__all__ = [
    "Cell",
    "Submission",
    "autograded_notebook",
    "cells_to_run",
    "find_submission",
    "read_submission",
]


@dataclass(frozen=True)
class Submission:
    """What one student handed in, repaired: exactly one cell has each id of the release."""

    path: Path
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]  # repairs, each a plain sentence for student and teacher
    release: NotebookNode | None = None  # the released notebook that it was made of, in the student's language


def read_submission(
    path: Path,
    release: NotebookNode | None,
    exercise: Exercise | None = None,
    translations: Sequence[NotebookNode] = (),
) -> Submission:
    """Read and repair one .ipynb or .py. Without a release the cells stay as they are.

    `translations`: the release in other languages; the file is repaired by the one that it holds most of.

    Raises SubmissionError, one line, for a file that cannot be read, or that is another exercise's than this one.
    """
    path = Path(path)
    if exercise is not None:
        learn_exercises(exercise)

    def work() -> dict[str, Any]:
        if exercise is not None:
            require_exercise(exercise, path)
        return _as_json(_read(path, releases), releases)

    releases = [release, *translations] if release is not None else []
    document = in_a_child(path, work)
    chosen = releases[document["release"]] if releases else None
    cells, notes = map(_cell, document["cells"]), map(unpacked, document["notes"])
    return Submission(path, tuple(cells), tuple(notes), chosen)


def _as_json(submission: Submission, releases: Sequence[NotebookNode]) -> dict[str, Any]:
    cells = [
        [cell.kind, cell.source, cell.grade_id, cell.origin and [cell.origin.cell, cell.origin.first_line], cell.runs,
         cell.pictures] for cell in submission.cells
    ]  # fmt: skip
    chosen = next((number for number, each in enumerate(releases) if each is submission.release), None)
    return {"cells": cells, "notes": list(map(packed, submission.notes)), "release": chosen}


def _cell(row: list[Any]) -> Cell:
    kind, source, grade_id, origin, runs, pictures = row
    return Cell(kind, source, {}, grade_id, Origin(*origin) if origin else None, runs, pictures)


def _read(path: Path, releases: Sequence[NotebookNode]) -> Submission:
    answers = [slot.task for slot in slots_of(releases[0]) if slot.role == "answer"] if releases else []
    cells, notes = read_cells(path, frozenset(answers))
    if not releases:
        for cell in cells:
            cell.grade_id = cell.claimed
        return Submission(path, tuple(cells), tuple(notes))
    release = nearest(cells, releases)
    cells, repairs = repair(cells, release)
    return Submission(path, tuple(cells), tuple(dict.fromkeys(notes + repairs)), release)


def cells_to_run(submission: Submission) -> list[Cell]:
    """The student's code in the order of the file, as Python would run it; the checks of the release score nothing."""
    return [cell for cell in submission.cells if cell.kind == "code" and cell.runs and cell.source.strip()]


def autograded_notebook(
    submission: Submission, release: NotebookNode, outputs: list[list[Any]] | None = None
) -> NotebookNode:
    """The notebook that formgrader shows: nbformat 4.5, every grade id once, in the language of the submission.

    `outputs` runs parallel to `submission.cells`. Cells that were handed out stay as they are; all that is the
    student's goes through the way out.
    """
    release = submission.release or release
    frame = {c.metadata.nbgrader.grade_id: c for c in release.cells if c.metadata.get("nbgrader", {}).get("grade_id")}
    printed = {c.source: c for c in release.cells if c.cell_type == "markdown"}
    outputs = outputs or []
    way_out, cells, extra = WayOut(submission.path.parent), [], 0
    for index, cell in enumerate(submission.cells):
        # plain nodes: nbformat's constructors check each cell against the schema, which takes longer than the rest
        made = NotebookNode(metadata=NotebookNode(), cell_type="markdown")
        if cell.kind == "code":
            made.update(cell_type="code", source=cell.source, execution_count=None, outputs=[])
        elif cell.source in printed:
            model = printed[cell.source]
            made.update(source=cell.source, **{key: model[key] for key in ("attachments",) if key in model})
        elif cell.kind == "markdown":
            made.source = way_out.text(cell.source, cell.pictures)
        else:  # nbconvert writes a raw cell into its page as it is
            made.source = way_out.raw(cell.source)
        if cell.grade_id is not None and cell.grade_id in frame:
            model = frame[cell.grade_id]
            made.metadata.nbgrader = NotebookNode(model.metadata.nbgrader)
            made.id = model.get("id") or re.sub(r"[^A-Za-z0-9_-]", "-", cell.grade_id)[:64]
        else:
            extra += 1
            made.id = f"extra-{extra}"
        if cell.kind == "code" and index < len(outputs):
            made.outputs = way_out.outputs(outputs[index])
        cells.append(made)
    metadata = {key: release.metadata[key] for key in ("kernelspec", "language_info") if key in release.metadata}
    return NotebookNode(cells=cells, metadata=NotebookNode(metadata), nbformat=4, nbformat_minor=5)
