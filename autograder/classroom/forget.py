"""`autograder forget`: one student, whom the teacher names, leaves the classroom.

Files that were made for many (exports, the report, what was returned) go as a whole where they hold the student.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder import nbgrader_bridge
from autograder.classroom import piles, requests
from autograder.classroom.grade import only_run
from autograder.collecting import extensions
from autograder.collecting.roster import read_roster, roster_path, write_roster
from autograder.course.course import Course
from autograder.errors import CourseError, WrongUse
from autograder.submission.reading import shown
from autograder.terminal import console

OF_ONE = ("submitted", "attempts", "records", "autograded", "feedback")  # a folder a student
OF_MANY = ("export", "report", "return")  # made from them, for people


@dataclass(frozen=True)
class Found:
    """Everything that is kept of a student."""

    folders: list[Path]
    made_for_many: list[Path]
    rows: list[str]  # in lists and gradebook, in words
    copies: list[Path]  # of the gradebook, which are left


def run(course: Course, student: str, *, yes: bool, db_url: str | None = None) -> int:
    """The command: list everything, and remove it if the teacher says so; 1 where nothing was removed."""
    settings = nbgrader_bridge.read_settings(course.root)
    out = console()
    with nbgrader_bridge.open_gradebook(db_url or settings.db_url, settings.course_id) as gradebook:
        found = _find(course, student, gradebook)
        for path in [*found.folders, *found.made_for_many]:
            out.print(str(path.relative_to(course.root)), markup=False, soft_wrap=True)
        for row in found.rows:
            out.print(row, markup=False, soft_wrap=True)
        if not yes and not _asked(student):
            out.print("Nothing was removed.", markup=False)
            return 1
        with only_run(course):
            _remove(course, student, found, gradebook)
    out.print(f"{shown(student)}: forgotten.", markup=False, soft_wrap=True)
    if found.made_for_many:
        line = "Make the exports, the report and what you return again: the files above were made for many."
        out.print(line, markup=False, soft_wrap=True)
    for path in found.copies:
        out.print(
            f"look: {path.relative_to(course.root)} is an older copy of the gradebook, left as it is", style="look"
        )
    line = "Left to you: downloads from your LMS, the exchange, backups, and what you have sent on."
    out.print(line, markup=False, soft_wrap=True)
    return 0


def _find(course: Course, student: str, gradebook) -> Found:
    """Raises WrongUse for a student of whom nothing is kept: a slip of the keyboard removes nobody."""
    root = course.classroom
    folders = [path for name in OF_ONE for path in _entries(root / name) if path.name == student]
    people = read_roster(roster_path(root)) if roster_path(root).exists() else []
    listed = [person for person in people if person.student == student]
    rows = [f"classroom/roster.csv: {shown(person.student)} {shown(person.name)}".rstrip() for person in listed]
    own = extensions.of_student(course, student)
    rows += [f"classroom/extensions.csv: {one} until {until.isoformat(' ')}" for one, until in own.items()]
    rows += [f"classroom/piles/{one}.json" for one in piles.holding(course, student)]
    asked = requests.holding(course, student)
    rows += [f"classroom/requests.jsonl: {asked} of theirs"] if asked else []
    filed = nbgrader_bridge.submissions_of(gradebook, student)
    if filed is not None:
        rows.append(f"the gradebook: {', '.join(filed) or 'no submission'}")
    if not folders and not rows:
        step = "`autograder roster` lists ids; name the student by one of them"
        raise WrongUse(f"'{shown(student)}': nothing is kept under this id. See {step}")
    called = {student, *(word for person in listed for word in (person.name, person.email, person.login))} - {""}
    made_for_many = [path for name in OF_MANY for path in _entries(root / name) if _holds(path, called)]
    return Found(folders, made_for_many, rows, sorted(root.glob("gradebook.db.*")))


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _holds(path: Path, called: set[str]) -> bool:
    """Whether a file, or one in a folder, holds one of these words; an archive is taken to."""
    if path.suffix == ".zip":
        return True
    files = [file for file in [path, *path.rglob("*")] if file.is_file() and not file.is_symlink()]
    signs = [word.encode("utf-8", "surrogateescape") for word in called]
    return any(sign in file.read_bytes() for file in files for sign in signs) or any(
        file.parent.name in called for file in files
    )


def _asked(student: str) -> bool:
    """Whether the teacher types the student's id."""
    sys.stdout.flush()
    print(f"All of this will be gone. Type {shown(student)} to remove it: ", end="", flush=True)
    return sys.stdin.readline().strip() == student.strip()


def _remove(course: Course, student: str, found: Found, gradebook) -> None:
    nbgrader_bridge.remove_student(gradebook, student)
    for path in [*found.made_for_many, *found.folders]:
        try:
            path.unlink() if path.is_symlink() or not path.is_dir() else shutil.rmtree(path)
        except OSError as error:
            where = Path(error.filename or path).name
            raise CourseError(
                f"classroom/…/{where}: {error.strerror}. Give yourself access, then run it again"
            ) from None
    extensions.forget(course, student)
    piles.forget(course, student)
    requests.forget(course, student)
    kept = roster_path(course.classroom)  # last: as long as it holds the student, the command can be run again
    if kept.exists():
        write_roster(course.classroom, [person for person in read_roster(kept) if person.student != student])
