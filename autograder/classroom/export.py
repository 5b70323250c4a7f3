"""The class's marks for the LMS, from the gradebook: late penalties and a person's marks are in them.

Who handed nothing in stays blank, not 0: what a missing hand-in costs is the teacher's decision. A cell never begins
with a sign that a spreadsheet would run. What the columns are: `formats`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder import words
from autograder.classroom import outputs
from autograder.classroom.formats import FORMATS, Class
from autograder.classroom.settle import settler, tell_lost
from autograder.collecting.cells import harmless
from autograder.collecting.people import GONE, Person
from autograder.collecting.roster import read_roster, roster_path
from autograder.course.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.plain_text import some
from autograder.sums import StudentMarks
from autograder.terminal import console


def run(course: Course, exercise_id: str, *, to: str, output: Path | None = None, db_url: str | None = None) -> int:
    """The command: write the file, say where it is and who still waits for a person."""
    form = FORMATS[to]
    path = output or course.classroom / "export" / f"{exercise_id}.{form.ending}"
    text, people = export(course, exercise_id, to, db_url, path)
    write_atomically(path, text.encode(form.encoding))
    outputs.remember(course, exercise_id, path, [marks for _, marks in people.students if marks])
    handed_in = [marks for _, marks in people.students if marks]
    out = console()
    for line in [*looks(course, exercise_id, handed_in), *form.warnings(people)]:
        out.print(line, style="look", markup=False, soft_wrap=True)
    for marks in handed_in:
        if marks.late_by:
            said = f"late: {marks.student}: {words.late(marks.late_by, marks.late_penalty)}"
            out.print(said, markup=False, soft_wrap=True)
    for line in form.hints(people):
        out.print(line, markup=False, soft_wrap=True)
    out.print(f"{len(handed_in)} marks of {len(people.students)} students: {path}", markup=False, soft_wrap=True)
    return tell_lost(people.lost)


def looks(course: Course, exercise_id: str, handed_in: Sequence[StudentMarks]) -> Iterator[str]:
    """What a person should look at before the marks leave."""
    if newer := outputs.not_graded(course, exercise_id):
        yield f"Not the files that were marked; run `autograder grade {exercise_id}` first: {some(newer)}"
    for says, found in (
        ("Wait for a person's mark and count 0 there until then", [m for m in handed_in if m.needs_person]),
        ("Marked again after a person's mark, which counts; look at it", [m for m in handed_in if m.look_again]),
        ("More points than there are; look at what was given by hand", [m for m in handed_in if m.above]),
    ):
        if found:
            yield f"{says}: {some([marks.student for marks in found])}"


def export(
    course: Course, exercise_id: str, to: str, db_url: str | None = None, path: Path | None = None
) -> tuple[str, Class]:
    """The text of the file, which goes to `path`, and what it was made from.

    Raises CourseError when there is nothing to export.
    """
    people = read_class(course, exercise_id, db_url)
    if not any(marks for _, marks in people.students):
        raise CourseError(f"{exercise_id}: no marks in the gradebook. Run `autograder grade {exercise_id}` first")
    return as_text(to, people, path), people


def as_text(to: str, people: Class, path: Path | None) -> str:
    """The file of these people, which goes to `path`; no cell of a table is a formula."""
    write = FORMATS[to].text
    if write is not None:
        return write(people, path)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in FORMATS[to].rows(people):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def read_class(course: Course, exercise_id: str, db_url: str | None = None) -> Class:
    """Everybody whom the gradebook or the roster knows, with marks where there are some."""
    exercise = course.exercise(exercise_id)
    with settler(course, exercise_id, db_url) as ours:
        rows, lost = ours.settle(everyone=True), ours.lost
    kept = roster_path(course.classroom)
    known = {person.student: person for person in (read_roster(kept) if kept.exists() else [])}
    for row in rows:
        name = " ".join(part for part in (row.first_name, row.last_name) if part)
        made = Person(row.student, name, row.email or "", "", row.lms_user_id or "")
        known.setdefault(row.student, made)
    marks = {row.student: row for row in rows if row.submitted}
    points = next((row.max_score for row in marks.values()), exercise.max_score)
    students = [(known[s], marks.get(s)) for s in sorted(known) if s in marks or known[s].listed != GONE]
    return Class(exercise_id, exercise.title, points, students, lost)
