"""Repair of damaged frames: whatever cells come in, exactly one cell has each id of the release."""

import json
from collections.abc import Iterator

from malformed.frame import done, small_release

from autograder.submission.cell import Cell, Origin
from autograder.submission.repair import repair

WATCHED = ("autograder.submission",)
RELEASE = small_release()
IDS = sorted(cell.metadata.nbgrader.grade_id for cell in RELEASE.cells if "nbgrader" in cell.metadata)
KINDS = ("code", "markdown", "raw")
SOURCES = (
    "", "x = 1", "def corr2d(X, K):\n    return X", "def add_channels(X, K):\n    return 1", "class corr2d: pass",
    "Because.", "# %%\n", "def corr2d(", *(cell.source for cell in done().cells), *(c.source for c in RELEASE.cells),
)  # fmt: skip
NAMES = ("", *IDS, "test_test_corr2d", "corr2d-Copy1", "unknown", "\ud800", "why\n")


def seeds() -> Iterator[bytes]:
    frame = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in RELEASE.cells]
    numbers = [(cell, NAMES.index(name)) for cell, name in zip(RELEASE.cells, frame, strict=True)]
    yield bytes(n for cell, name in numbers for n in (KINDS.index(cell.cell_type), SOURCES.index(cell.source), name, 1))
    yield bytes(n for cell, name in reversed(numbers) for n in (0, SOURCES.index(cell.source), name, 3))
    yield b""


def run(data: bytes) -> None:
    """Four bytes a cell: kind, source, id, claims; a source number beyond the list takes text from the bytes."""
    cells = []
    for at in range(0, min(len(data) - 3, 400), 4):
        kind, source, name, claims = data[at : at + 4]
        text = SOURCES[source] if source < len(SOURCES) else data[at : at + source].decode("utf-8", "replace")
        told = {"grade_id": NAMES[name % len(NAMES)], "grade": bool(claims & 1), "solution": bool(claims & 2)}
        odd = {"locked": claims & 4, "points": [claims, None, "6", -1][claims % 4], "schema_version": claims % 5}
        origin = Origin(len(cells) + 1 if claims & 8 else None)
        cells.append(Cell(KINDS[kind % 3], text, told | odd if claims & 16 or name else {}, origin=origin))
    repaired, notes = repair(cells, RELEASE)
    assert sorted(cell.grade_id for cell in repaired if cell.grade_id in IDS) == IDS
    assert all("\n" not in note for note in notes), notes
    json.dumps(notes)
