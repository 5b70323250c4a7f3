"""The formats in which an LMS reads marks. `FORMATS` lists them; command line and `export` know no format by name.

csv          every task, the question, the penalty and the total; for a spreadsheet
canvas       a gradebook that Canvas imports: student columns, one assignment column, the row of points possible
moodle       a grading worksheet where the participants' numbers are known (`collect` keeps them), otherwise the CSV
             of Moodle's grade import, which matches by e-mail address, username or ID number
gradescope   the columns of Gradescope's own grade download
classroom50  its scores.json, in which other entries are kept

Canvas and Moodle have no column for lateness, so `export` names there who was late and what it cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.classroom import classroom50_scores
from autograder.collecting.people import Person
from autograder.plain_text import some
from autograder.sums import StudentMarks
from autograder.words import how_long, points

Row = Sequence[object]


@dataclass(frozen=True)
class Class:
    """What an export is made from."""

    exercise_id: str
    title: str
    max_score: float
    students: list[tuple[Person, StudentMarks | None]]  # None: nothing handed in
    lost: Sequence[str] = ()  # what could not be read, one line a student
    of_exercises: bool = False  # each task is an exercise, and lateness is in its points


def _plain(people: Class) -> list[Row]:
    names = list(dict.fromkeys(task.name for _, marks in people.students if marks for task in marks.tasks))
    late = [] if people.of_exercises else ["late_by", "late_penalty"]
    head = ["student", "name", "email", *names, *late, "score", "max_score", "handed_in", "waits_for_person"]
    rows: list[Row] = [head]
    for person, marks in people.students:
        start = [person.student, person.name, person.email]
        if marks is None:
            rows.append([*start, *[""] * len([*names, *late]), "", points(people.max_score), "no", ""])
            continue
        # what waits for a person and has no points yet is blank; an exercise may have some before its questions have
        tasks = {task.name: "" if task.needs_person and not task.score else points(task.score) for task in marks.tasks}
        cells = [tasks.get(name, "") for name in names]
        if late:
            cells += [how_long(marks.late_by) if marks.late_by else "", points(marks.late_penalty)]
        waits = "yes" if marks.needs_person else "no"
        rows.append([*start, *cells, points(marks.score), points(marks.max_score), "yes", waits])
    return rows


def _canvas(people: Class) -> list[Row]:
    rows: list[Row] = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", people.title],
        ["    Points Possible", "", "", "", "", points(people.max_score)],
    ]
    for person, marks in people.students:
        name = person.name or person.student
        login = person.login or ("" if person.canvas_id else person.student)
        score = points(marks.score) if marks else ""
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
                identifier, score = f"Participant {numbers[person.student]}", points(marks.score) if marks else ""
                top, when = points(people.max_score), now if marks else ""
                rows.append([identifier, person.name or person.student, person.email, score, top, when])
        return rows
    rows = [["Username", "Email address", "ID number", "Full name", people.title]]
    for person, marks in people.students:
        name, score = person.name or person.student, points(marks.score) if marks else ""
        rows.append([person.login or person.student, person.email, person.sis_id, name, score])
    return rows


def _gradescope(people: Class) -> list[Row]:
    rows: list[Row] = [["Name", "SID", "Email", "Total Score", "Max Points", "Status", "Lateness (H:M:S)"]]
    for person, marks in people.students:
        status = "Missing" if marks is None else "Ungraded" if marks.needs_person else "Graded"
        score = points(marks.score) if marks else ""
        sid = person.sis_id or person.student
        seconds = int(marks.late_by.total_seconds()) if marks else 0
        late_by = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if marks else ""
        name, most = person.name or person.student, points(people.max_score)
        rows.append([name, sid, person.email, score, most, status, late_by])
    return rows


def _canvas_finds(people: Class) -> Iterator[str]:
    without = [person.student for person, _ in people.students if not person.canvas_id]
    if without:
        yield _without_number("Canvas", "names", without)


def _canvas_takes(people: Class) -> Iterator[str]:
    yield f"Canvas takes the marks for the assignment called '{people.title}'."


def _moodle_finds(people: Class) -> Iterator[str]:
    without = [person.student for person, _ in people.students if not _moodle_key(person, people)]
    if without:
        yield _without_number("Moodle", "user names", without)


def _without_number(lms: str, by: str, students: list[str]) -> str:
    what = f"{len(students)} without a {lms} number, {lms} will look for their {by}: {some(students)}"
    return f"{what}. A class list from there helps: autograder roster CSV"


def _classroom50(people: Class, path: Path | None) -> str:
    return classroom50_scores.text(people.exercise_id, people.students, path)


def _classroom50_rounds(people: Class) -> Iterator[str]:
    rounded = classroom50_scores.not_whole(people.students)
    if rounded:
        yield f"Classroom 50 takes whole points, so these are rounded: {some(rounded)}"


def _classroom50_takes(people: Class) -> Iterator[str]:
    yield "Write it into your config repository with --output <classroom>/scores.json: what else is there is kept."


def _nothing(people: Class) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True)
class Format:
    """One format of export: everything that `export` needs to know of it."""

    rows: Callable[[Class], list[Row]]
    ending: str  # of the file's name
    encoding: str = "utf-8"
    warnings: Callable[[Class], Iterator[str]] = _nothing  # what the LMS may get wrong, each with a next step
    hints: Callable[[Class], Iterator[str]] = _nothing  # what to do in the LMS
    text: Callable[[Class, Path | None], str] | None = None  # instead of `rows`, where the file is no table


FORMATS: dict[str, Format] = {
    # Excel takes a CSV without the byte order mark for Latin-1; Canvas and Moodle would take the mark for a letter.
    "csv": Format(_plain, "csv", "utf-8-sig"),
    "canvas": Format(_canvas, "canvas.csv", warnings=_canvas_finds, hints=_canvas_takes),
    "moodle": Format(_moodle, "moodle.csv", warnings=_moodle_finds),
    "gradescope": Format(_gradescope, "gradescope.csv"),
    "classroom50": Format(
        _plain, "scores.json", warnings=_classroom50_rounds, hints=_classroom50_takes, text=_classroom50
    ),
}
