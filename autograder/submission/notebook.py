"""A submission as the grader uses it: found in its folder, read, repaired, and written back as the autograded notebook.

    find_submission(folder, id)  →  read_submission(path, release)  →  cells_to_run  →  autograded_notebook
    (finding.py)                    (reading.py, then repair.py)

The student's file is only ever read. Her code is text here: it is compiled and run nowhere but in the box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict

from autograder.plain_text import plain_lines
from autograder.submission.cell import Cell, Origin
from autograder.submission.finding import find_submission
from autograder.submission.large import in_a_child, is_large
from autograder.submission.reading import LARGEST_PICTURE, PICTURES, read_cells
from autograder.submission.repair import repair
from autograder.submission.slots import slots_of

__all__ = [
    "Cell",
    "Submission",
    "autograded_notebook",
    "cells_to_run",
    "find_submission",
    "read_submission",
]

CELL_OUTPUT = 20_000  # bytes of text kept of one cell's outputs
NOTEBOOK_OUTPUT = 2_000_000  # bytes of outputs of a whole notebook, pictures included

ACTIVE = re.compile(
    r"<[\s/]*+(?:script|iframe|object|embed|svg|math|link|meta|style|form|base)\b|<[^<>]{0,500}\bon\w+\s*=",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Submission:
    """What one student handed in, repaired: exactly one cell has each id of the release."""

    path: Path
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]  # repairs, each a plain sentence for student and teacher


def read_submission(path: Path, release: NotebookNode | None) -> Submission:
    """Read and repair one .ipynb or .py. Without a release the cells stay as they are.

    Raises SubmissionError, one line, for a file that cannot be read.
    """
    path = Path(path)
    if not is_large(path):
        return _read(path, release)
    document = in_a_child(path, lambda: _as_json(_read(path, release)))
    return Submission(path, tuple(map(_cell, document["cells"])), tuple(document["notes"]))


def _as_json(submission: Submission) -> dict[str, Any]:
    cells = [
        [cell.kind, cell.source, cell.grade_id, cell.origin and [cell.origin.cell, cell.origin.first_line], cell.runs,
         cell.pictures] for cell in submission.cells
    ]  # fmt: skip
    return {"cells": cells, "notes": submission.notes}


def _cell(row: list[Any]) -> Cell:
    kind, source, grade_id, origin, runs, pictures = row
    return Cell(kind, source, {}, grade_id, Origin(*origin) if origin else None, runs, pictures)


def _read(path: Path, release: NotebookNode | None) -> Submission:
    answers = [slot.task for slot in slots_of(release) if slot.role == "answer"] if release else []
    cells, notes = read_cells(path, frozenset(answers))
    if release is None:
        for cell in cells:
            cell.grade_id = cell.claimed
        return Submission(path, tuple(cells), tuple(notes))
    cells, repairs = repair(cells, release)
    printed = {cell.source for cell in release.cells}
    if any(cell.kind != "code" and cell.source not in printed and ACTIVE.search(cell.source) for cell in cells):
        repairs.append("A text cell holds HTML that could run in a browser; it is shown as text.")
    return Submission(path, tuple(cells), tuple(dict.fromkeys(notes + repairs)))


def cells_to_run(submission: Submission) -> list[Cell]:
    """The student's code in the order of the file, as Python would run it; the checks of the release score nothing."""
    return [cell for cell in submission.cells if cell.kind == "code" and cell.runs and cell.source.strip()]


def autograded_notebook(
    submission: Submission, release: NotebookNode, outputs: list[list[Any]] | None = None
) -> NotebookNode:
    """The notebook that formgrader shows: nbformat 4.5, every grade id of the release once, outputs cut by bytes.

    `outputs` runs parallel to `submission.cells`. What comes from the box is untrusted: anything but text and
    bitmaps is dropped.
    """
    frame = {c.metadata.nbgrader.grade_id: c for c in release.cells if c.metadata.get("nbgrader", {}).get("grade_id")}
    printed = {cell.source for cell in release.cells}
    outputs = outputs or []
    budget, cells, extra = NOTEBOOK_OUTPUT, [], 0
    for index, cell in enumerate(submission.cells):
        source = cell.source
        if cell.kind != "code" and source not in printed and ACTIVE.search(source):
            source = source.replace("<", "&lt;")
        # plain nodes: nbformat's constructors check each cell against the schema, which takes longer than the rest
        made = NotebookNode(cell_type=cell.kind, metadata=NotebookNode(), source=source)
        if cell.kind == "code":
            made.update(execution_count=None, outputs=[])
        elif cell.pictures and (size := sum(len(d) for b in cell.pictures.values() for d in b.values())) <= budget:
            made.attachments = from_dict(cell.pictures)
            budget -= size
        if cell.grade_id is not None and cell.grade_id in frame:
            model = frame[cell.grade_id]
            made.metadata.nbgrader = NotebookNode(model.metadata.nbgrader)
            made.id = model.get("id") or re.sub(r"[^A-Za-z0-9_-]", "-", cell.grade_id)[:64]
        else:
            extra += 1
            made.id = f"extra-{extra}"
        if cell.kind == "code" and index < len(outputs):
            made.outputs, used = trimmed(outputs[index], budget)
            budget -= used
        cells.append(made)
    metadata = {key: release.metadata[key] for key in ("kernelspec", "language_info") if key in release.metadata}
    return NotebookNode(cells=cells, metadata=NotebookNode(metadata), nbformat=4, nbformat_minor=5)


def output_node(kind: str, **fields: Any) -> NotebookNode:
    """One output of a cell."""
    return NotebookNode(output_type=kind, **fields)


def trimmed(outputs: list[Any], budget: int) -> tuple[list[NotebookNode], int]:
    """Outputs fit for a teacher's browser and disk, and the bytes they take."""
    kept: list[NotebookNode] = []
    text_left, used = min(CELL_OUTPUT, budget), 0

    def cut(text: Any) -> str:
        nonlocal text_left, used
        data = "".join(map(str, text)) if isinstance(text, list) else str(text)
        encoded = data.encode("utf-8", "replace")
        short = plain_lines(encoded[: max(text_left, 0)].decode("utf-8", "ignore"))
        text_left -= len(encoded)
        used += len(short)
        return short if text_left >= 0 else short + f"\n… cut, {len(encoded):,} bytes in all\n"

    for output in outputs:
        if not isinstance(output, dict) or (text_left <= 0 and output.get("output_type") != "error"):
            continue
        match output.get("output_type"):
            case "stream":
                name = "stderr" if output.get("name") == "stderr" else "stdout"
                kept.append(output_node("stream", name=name, text=cut(output.get("text", ""))))
            case "error":
                text_left = max(text_left, 2_000)  # a noisy cell still shows why it stopped
                ename, evalue = cut(output.get("ename", "Error"))[:200], cut(output.get("evalue", ""))
                lines = output.get("traceback")
                trace = [cut(line) for line in lines[:50]] if isinstance(lines, list) else []
                kept.append(output_node("error", ename=ename, evalue=evalue, traceback=trace))
            case "display_data" | "execute_result":
                data = output.get("data")
                data = data if isinstance(data, dict) else {}
                bundle = {"text/plain": cut(data["text/plain"])} if "text/plain" in data else {}
                for kind in PICTURES:
                    picture = data.get(kind)
                    if isinstance(picture, str) and len(picture) + used < min(budget, LARGEST_PICTURE):
                        bundle[kind] = picture
                        used += len(picture)
                if bundle:  # as display_data: an execute_result would be read as a score by nbgrader
                    kept.append(output_node("display_data", data=NotebookNode(bundle), metadata=NotebookNode()))
    return kept, used
