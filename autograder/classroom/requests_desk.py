"""`autograder requests`: who asks to look at a mark again, taken down, listed and answered."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from autograder.classroom import requests
from autograder.classroom.requests import COLUMNS
from autograder.classroom.settle import settler
from autograder.collecting.cells import undefused
from autograder.course.course import Course
from autograder.errors import CourseError, WrongUse
from autograder.plain_text import visible
from autograder.submission.reading import shown
from autograder.terminal import console


def show(course: Course, exercise_id: str = "") -> int:
    """The command without more: the open requests; 1 where a line cannot be read."""
    found, damaged = requests.read(course, course.exercise(exercise_id).id if exercise_id else "")
    waiting = [one for one in found if one.answer is None]
    out = console()
    if waiting:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
        for title in ("", "exercise", "student", "task", "says"):
            table.add_column(title, overflow="fold")
        for one in waiting:
            table.add_row(*map(Text, (str(one.number), one.exercise, shown(one.student), one.task, visible(one.says))))
        out.print(table)
        first = waiting[0]
        out.print(f"look: autograder open {first.exercise} {shown(first.student)}", markup=False, soft_wrap=True)
        out.print(f'answer: autograder requests --answer {first.number} --says "…"', markup=False, soft_wrap=True)
    out.print(f"{len(waiting)} open, {len(found) - len(waiting)} answered", markup=False)
    for number in damaged:
        line = f"look: classroom/requests.jsonl, line {number}: cannot be read; it is left as it is"
        out.print(line, style="look", markup=False, soft_wrap=True)
    return 1 if damaged else 0


def ask(course: Course, exercise_id: str, student: str, task: str, says: str) -> int:
    """Take down what a student asks."""
    number = requests.ask(course, course.exercise(exercise_id), student, task, says)
    line = f"{number}: taken down. Look: autograder open {exercise_id} {shown(student)}"
    console().print(line, markup=False, soft_wrap=True)
    return 0


def take_in(course: Course, path: Path) -> int:
    """Take down all requests of a table, such as a form's download; those that are there already are left out."""
    rows = list(_rows(path))
    before = {(one.exercise, one.student, one.task, one.says) for one in requests.read(course)[0]}
    new, status = 0, 0
    out = console()
    for number, row in enumerate(rows, 2):
        key = (row["exercise"], row["student"], row["task"], row["says"].strip()[: requests.LONGEST])
        if key in before:
            continue
        try:
            requests.ask(course, course.exercise(row["exercise"]), row["student"], row["task"], row["says"])
            before.add(key)
            new += 1
        except (WrongUse, CourseError) as error:
            out.print(f"left out: {path.name}, line {number}: {error}", style="look", markup=False, soft_wrap=True)
            status = 1
    out.print(f"{new} new, {len(rows)} in {path.name}", markup=False, soft_wrap=True)
    return status


def answer(course: Course, number: int, says: str, db_url: str | None = None) -> int:
    """Answer a request: it is no longer open, the history has it, and the student's page shows it."""
    one = requests.answer(course, number, says)
    with settler(course, one.exercise, db_url) as ours:
        ours.settle([one.student])
    console().print(f"{number}: answered; {shown(one.student)}'s page shows it", markup=False, soft_wrap=True)
    return 0


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise WrongUse(f"{path}: cannot be read ({error}). Save it as CSV in UTF-8") from None
    for row in rows:
        named = {str(key).strip().lower(): undefused((value or "").strip()) for key, value in row.items() if key}
        missing = [name for name in COLUMNS if name not in named]
        if missing:
            raise WrongUse(f"{path}: no column {missing[0]!r}. Its columns are {', '.join(COLUMNS)}, in any order")
        yield named
