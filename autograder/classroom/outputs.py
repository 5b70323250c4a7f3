"""Which files for people show other marks than the gradebook: exports, the report, what was returned.

Each time such a file is written, a digest of the marks in it is kept beside it. These files are not written anew by
themselves, for a person may have sent them on: they are named.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course.course import Course
from autograder.files import write_atomically
from autograder.records import Records, submission_fingerprint
from autograder.sums import StudentMarks

PART = "#"  # before the exercise, where a file shows several
SHOWN = ".shown.json"  # in classroom/: path of a file there -> exercise, digest


def remember(
    course: Course, exercise_id: str, path: Path, marks: Iterable[StudentMarks], *, part: bool = False
) -> None:
    """Keep what a file under `classroom/` shows; one that was written elsewhere is the teacher's own.

    `part`: the file shows other exercises, too.
    """
    if path.is_relative_to(course.classroom):
        name = path.relative_to(course.classroom).as_posix() + (f"{PART}{exercise_id}" if part else "")
        known = _read(course) | {name: [exercise_id, _digest(marks)]}
        write_atomically(course.classroom / SHOWN, json.dumps(known, indent=1).encode())


def outdated(course: Course, exercise_id: str, marks: Sequence[StudentMarks]) -> list[str]:
    """The files under `classroom/` that show older marks than these."""
    now = _digest(marks)
    return [
        f"classroom/{path}"
        for name, shown in sorted(_read(course).items())
        if shown[0] == exercise_id
        and shown[1] != now
        and (course.classroom / (path := name.partition(PART)[0])).exists()
    ]


def not_graded(course: Course, exercise_id: str) -> list[str]:
    """Students whose files are not the ones that were marked."""
    records, submitted = Records(course, exercise_id), course.classroom / "submitted"
    found = []
    for folder in sorted(submitted.glob(f"*/{exercise_id}")):
        record = records.read(folder.parent.name)
        marked = record.fingerprint.submission if record else None
        if marked is None or marked and marked != submission_fingerprint(folder):
            found.append(folder.parent.name)
    return found


def _digest(marks: Iterable[StudentMarks]) -> str:
    parts = [(m.student, m.score, m.max_score, m.late_penalty) for m in marks if m.submitted]
    return hashlib.sha256(repr(sorted(parts)).encode()).hexdigest()[:16]


def _read(course: Course) -> dict[str, list[str]]:
    try:
        found = json.loads((course.classroom / SHOWN).read_text(encoding="utf-8"))
        return {str(path): [str(shown[0]), str(shown[1])] for path, shown in found.items()}
    except (OSError, ValueError, AttributeError, TypeError, LookupError):
        return {}
