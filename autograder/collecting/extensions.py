"""One student's own due date for one exercise: `classroom/extensions.csv`."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from autograder.collecting.cells import defused, undefused
from autograder.collecting.roster import read_roster, roster_path
from autograder.course.course import Course
from autograder.course.hand_in import read_due
from autograder.errors import CourseError, WrongUse
from autograder.files import write_atomically
from autograder.terminal import console

HEADER = ["exercise", "student", "until"]


def keep(course: Course, exercise_id: str, student: str, until: str) -> int:
    """Keep the date, and say so."""
    exercise = course.exercise(exercise_id)
    time = read_due(until, "--until")
    kept = roster_path(course.classroom)
    known = {person.student for person in (read_roster(kept) if kept.exists() else [])}
    if student not in known and not (course.classroom / "submitted" / student).is_dir():
        raise WrongUse(
            f"'{student}': neither on the class list nor in classroom/submitted/. `autograder roster` lists ids"
        )
    _write(course, _read(course) | {(exercise_id, student): time})
    console().print(
        f"{exercise_id}: {student} may hand in until {time.isoformat(sep=' ')}", markup=False, soft_wrap=True
    )
    if exercise.hand_in is None or exercise.hand_in.due is None:
        line = f"solutions/{exercise_id}/exercise.toml has no due date yet: add [hand_in] due = …"
        console().print(line, style="look", markup=False, soft_wrap=True)
    return 0


def extensions(course: Course, exercise_id: str) -> dict[str, datetime]:
    """The own due dates for an exercise, by student. Raises CourseError for a damaged file."""
    return {student: until for (one, student), until in _read(course).items() if one == exercise_id}


def of_student(course: Course, student: str) -> dict[str, datetime]:
    """One student's own due dates, by exercise."""
    return {one: until for (one, who), until in _read(course).items() if who == student}


def forget(course: Course, student: str) -> None:
    """Drop one student's own due dates."""
    dates = _read(course)
    if any(who == student for _, who in dates):
        _write(course, {key: until for key, until in dates.items() if key[1] != student})


def _write(course: Course, dates: dict[tuple[str, str], datetime]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([HEADER, *([one, defused(who), when.isoformat()] for (one, who), when in sorted(dates.items()))])
    write_atomically(course.classroom / "extensions.csv", out.getvalue().encode())


def _read(course: Course) -> dict[tuple[str, str], datetime]:
    path = course.classroom / "extensions.csv"
    if not path.exists():
        return {}
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise CourseError(f"classroom/extensions.csv: cannot be read ({error}). Mend or remove it") from None
    if not rows or rows[0] != HEADER or any(len(row) != 3 for row in rows[1:] if row):
        raise CourseError(f"classroom/extensions.csv: its columns are {', '.join(HEADER)}. Mend or remove it")
    return {
        (one, undefused(student)): read_due(until, "classroom/extensions.csv")
        for one, student, until in filter(None, rows[1:])
    }
