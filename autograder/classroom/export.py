"""The class's marks for the LMS, from the gradebook: late penalties and a person's marks are in them.

csv          every task, the question, the penalty and the total; for a spreadsheet
canvas       a gradebook that Canvas imports: student columns, one assignment column, the row of points possible
moodle       a grading worksheet where the participants' numbers are known (`collect` keeps them), otherwise the CSV
             of Moodle's grade import, which matches by e-mail address, username or ID number
gradescope   the columns of Gradescope's own grade download

Who handed nothing in stays blank, not 0: what a missing hand-in costs is the teacher's decision. A cell never begins
with a sign that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder import nbgrader_bridge
from autograder.classroom.roster import Person, harmless, read_roster, roster_path
from autograder.course.exercise import Course
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.nbgrader_bridge import StudentMarks
from autograder.terminal import console

Row = Sequence[object]


@dataclass(frozen=True)
class Class:
    """What an export is made from."""

    exercise_id: str
    title: str
    max_score: float
    students: list[tuple[Person, StudentMarks | None]]  # None: nothing handed in


def run(course: Course, exercise_id: str, *, to: str, output: Path | None = None, db_url: str | None = None) -> int:
    """The command: write the file, say where it is and who still waits for a person."""
    text, people = export(course, exercise_id, to, db_url)
    path = output or course.classroom / "export" / f"{exercise_id}.{to}.csv"
    # Excel takes a CSV without the mark for Latin-1; Canvas and Moodle would take the mark for a letter.
    write_atomically(path, text.encode("utf-8-sig" if to == "csv" else "utf-8"))
    handed_in = [marks for _, marks in people.students if marks]
    out = console()
    waiting = [marks.student for marks in handed_in if marks.needs_person]
    if waiting:
        line = f"{len(waiting)} wait for a person's mark and count 0 there until then: {_some(waiting)}"
        out.print(line, style="look", markup=False, soft_wrap=True)
    unknown = _without_number(people, to)
    if unknown:
        lms = to.title()
        by = "names" if to == "canvas" else "user names"
        line = f"{len(unknown)} without a {lms} number, {lms} will look for their {by}: {_some(unknown)}"
        out.print(
            f"{line}. A roster helps: autograder collect … --roster CSV", style="look", markup=False, soft_wrap=True
        )
    if to == "canvas":
        out.print(f"Canvas takes the marks for the assignment called '{people.title}'.", markup=False, soft_wrap=True)
    out.print(f"{len(handed_in)} marks of {len(people.students)} students: {path}", markup=False, soft_wrap=True)
    return 0


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _without_number(people: Class, to: str) -> list[str]:
    if to == "canvas":
        return [person.student for person, _ in people.students if not person.canvas_id]
    if to == "moodle":
        return [person.student for person, _ in people.students if not _moodle_key(person, people)]
    return []


def export(course: Course, exercise_id: str, to: str, db_url: str | None = None) -> tuple[str, Class]:
    """The CSV text and what it was made from. Raises CourseError when there is nothing to export."""
    people = read_class(course, exercise_id, db_url)
    if not any(marks for _, marks in people.students):
        raise CourseError(f"{exercise_id}: no marks in the gradebook. Run `autograder grade {exercise_id}` first")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in FORMATS[to](people):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue(), people


def read_class(course: Course, exercise_id: str, db_url: str | None = None) -> Class:
    """Everybody whom the gradebook or the roster knows, with marks where there are some."""
    exercise = course.exercise(exercise_id)
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(db_url or settings.db_url, settings.course_id) as gradebook:
        rows = nbgrader_bridge.marks(gradebook, exercise_id, everyone=True)
    kept = roster_path(course.classroom)
    known = {person.student: person for person in (read_roster(kept) if kept.exists() else [])}
    for row in rows:
        name = " ".join(part for part in (row.first_name, row.last_name) if part)
        made = Person(row.student, name, row.email or "", "", row.lms_user_id or "")
        known.setdefault(row.student, made)
    marks = {row.student: row for row in rows if row.submitted}
    points = next((row.max_score for row in marks.values()), exercise.max_score)
    students = [(known[student], marks.get(student)) for student in sorted(known)]
    return Class(exercise_id, exercise.title, points, students)


def _number(value: float) -> str:
    """Two decimals at most, as Canvas compares them; never in another language's way."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def _plain(people: Class) -> list[Row]:
    first = next(marks for _, marks in people.students if marks)
    names = [task.name for task in first.tasks]
    head = ["student", "name", "email", *names, "late_penalty", "score", "max_score", "handed_in", "waits_for_person"]
    rows: list[Row] = [head]
    for person, marks in people.students:
        start = [person.student, person.name, person.email]
        if marks is None:
            rows.append([*start, *[""] * len(names), "", "", _number(people.max_score), "no", ""])
            continue
        tasks = {task.name: "" if task.needs_person else _number(task.score) for task in marks.tasks}
        end = [_number(marks.late_penalty), _number(marks.score), _number(marks.max_score)]
        rows.append(
            [*start, *[tasks.get(name, "") for name in names], *end, "yes", "yes" if marks.needs_person else "no"]
        )
    return rows


def _canvas(people: Class) -> list[Row]:
    rows: list[Row] = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", people.title],
        ["    Points Possible", "", "", "", "", _number(people.max_score)],
    ]
    for person, marks in people.students:
        name = person.name or person.student
        login = person.login or ("" if person.canvas_id else person.student)
        score = _number(marks.score) if marks else ""
        rows.append([name, person.canvas_id, person.sis_id, login, person.section, score])
    return rows


def _moodle_key(person: Person, people: Class) -> str:
    return person.moodle_number(people.exercise_id) or person.email or person.login or person.sis_id


def _moodle(people: Class) -> list[Row]:
    numbers = {person.student: person.moodle_number(people.exercise_id) for person, _ in people.students}
    if any(numbers.values()):
        # Moodle leaves out a row whose date is older than the mark it has: so the date is today's.
        now = datetime.now(UTC).strftime("%d %B %Y, %I:%M %p")
        head = ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (grade)"]
        rows: list[Row] = [head]
        for person, marks in people.students:
            if numbers[person.student]:
                identifier, score = f"Participant {numbers[person.student]}", _number(marks.score) if marks else ""
                top, when = _number(people.max_score), now if marks else ""
                rows.append([identifier, person.name or person.student, person.email, score, top, when])
        return rows
    rows = [["Username", "Email address", "ID number", "Full name", people.title]]
    for person, marks in people.students:
        name, score = person.name or person.student, _number(marks.score) if marks else ""
        rows.append([person.login or person.student, person.email, person.sis_id, name, score])
    return rows


def _gradescope(people: Class) -> list[Row]:
    rows: list[Row] = [["Name", "SID", "Email", "Total Score", "Max Points", "Status"]]
    for person, marks in people.students:
        score, status = (_number(marks.score), "Graded") if marks else ("", "Missing")
        sid = person.sis_id or person.student
        rows.append([person.name or person.student, sid, person.email, score, _number(people.max_score), status])
    return rows


FORMATS: dict[str, Callable[[Class], list[Row]]] = {
    "csv": _plain,
    "canvas": _canvas,
    "moodle": _moodle,
    "gradescope": _gradescope,
}
