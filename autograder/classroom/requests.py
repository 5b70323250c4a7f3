"""Who asks to look at a mark again, what they say, and what the teacher answered: `autograder requests`.

`classroom/requests.jsonl` is only ever added to: a line for what was asked, a line for the answer. A line that was cut
off costs itself alone. Each is in the history of the student's marks, and the student's page shows the answer.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.classroom.history import Cause, History
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import WrongUse
from autograder.files import write_atomically
from autograder.plain_text import visible
from autograder.submission.reading import shown

LONGEST = 4_000  # characters of what is asked or answered
COLUMNS = ("exercise", "student", "task", "says")


@dataclass(frozen=True)
class Request:
    """One request, and the answer if there is one."""

    number: int  # from 1, in the order in which they came
    exercise: str
    student: str
    task: str  # "" for the whole exercise
    says: str
    time: str  # UTC, ISO 8601
    answer: str | None = None
    answered: str = ""  # when


def read(course: Course, exercise_id: str = "", student: str = "") -> tuple[list[Request], list[int]]:
    """All requests (of one exercise, of one student), and the numbers of the lines that cannot be read."""
    try:
        lines = _path(course).read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], []
    found: dict[int, Request] = {}
    damaged = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                _take(json.loads(line), found)
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                damaged.append(number)
    chosen = [one for one in found.values() if exercise_id in ("", one.exercise) and student in ("", one.student)]
    return chosen, damaged


def _take(data: dict, found: dict[int, Request]) -> None:
    number, time = int(data["number"]), str(data["time"])
    if "answer" in data:
        found[number] = replace(found[number], answer=str(data["answer"]), answered=time)
    elif number not in found:
        exercise, student, task, says = (str(data[name]) for name in COLUMNS)
        found[number] = Request(number, exercise, student, task, says, time)


def open_ones(course: Course, exercise_id: str) -> list[Request]:
    """The requests of an exercise that nobody has answered."""
    return [one for one in read(course, exercise_id)[0] if one.answer is None]


def ask(course: Course, exercise: Exercise, student: str, task: str, says: str) -> int:
    """Take down what a student asks; the request's number."""
    names = [*(each.name for each in exercise.tasks), *(each.name for each in exercise.questions)]
    if task and task not in names:
        raise WrongUse(f"{exercise.id}: no task or question '{visible(task)}'. It has {', '.join(names)}")
    if student in ("", ".", "..") or "/" in student or not _folder(course, exercise, student).is_dir():
        raise WrongUse(f"classroom/submitted/{shown(student)}/{exercise.id}: nothing handed in. Look at the id")
    asked = {"exercise": exercise.id, "student": student, "task": task, "says": text_of(says)}
    number = _add(course, lambda last: {"number": last + 1, **asked})
    why = f"{task}: {asked['says']}" if task else asked["says"]
    History(course, exercise.id).tell(student, Cause.ASKED, why)
    return number


def answer(course: Course, number: int, says: str) -> Request:
    """Keep the answer; the request that it answers."""
    found = {one.number: one for one in read(course)[0]}
    if number not in found:
        raise WrongUse(f"--answer {number}: no such request. `autograder requests` lists them")
    one, says = found[number], text_of(says)
    _add(course, lambda _: {"number": number, "answer": says})
    History(course, one.exercise).tell(one.student, Cause.ANSWERED, f"{one.task}: {says}" if one.task else says)
    return one


def text_of(says: str) -> str:
    """What was said, of a length that a page takes. Raises WrongUse where it is empty."""
    text = says.strip()
    if not text:
        raise WrongUse("--says: is empty. Write what was said, in quotes")
    return text[:LONGEST]


def forget(course: Course, student: str) -> None:
    """Take one student's requests out; what cannot be read goes with them, for nobody knows whose it is."""
    if holding(course, student):
        others = {one.number for one in read(course)[0] if one.student != student}
        lines = []
        for line in _path(course).read_bytes().split(b"\n"):
            try:
                keep = json.loads(line)["number"] in others
            except (ValueError, LookupError, TypeError):
                keep = False
            lines += [line] if keep else []
        write_atomically(_path(course), b"".join(line + b"\n" for line in lines))


def holding(course: Course, student: str) -> int:
    """How many requests of one student are kept."""
    return len(read(course, student=student)[0])


def _folder(course: Course, exercise: Exercise, student: str) -> Path:
    return course.classroom / "submitted" / student / exercise.id


def _path(course: Course) -> Path:
    return course.classroom / "requests.jsonl"


def _add(course: Course, line: Callable[[int], dict[str, Any]]) -> int:
    """Add one line; `line` makes it from the largest number so far. The number in it."""
    course.classroom.mkdir(parents=True, exist_ok=True)
    with _path(course).open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = max((one.number for one in read(course)[0]), default=0)
        data = {**line(last), "time": datetime.now(UTC).isoformat(timespec="seconds")}
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        start = b"" if file.read(1) in (b"", b"\n") else b"\n"
        file.write(start + json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return data["number"]
