"""The class list of the course, `classroom/roster.csv`: written by `autograder roster` and `collect`, read by all.

A list that is read in is merged: a student keeps the id under which work has been filed. Who is no longer on the list
stays in the file, marked as gone.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from rich.table import Table
from rich.text import Text

from autograder.collecting.cells import defused
from autograder.collecting.class_list import ClassList, read_class_list
from autograder.collecting.owners import Asked, Owner, student_id
from autograder.collecting.people import GONE, LISTED, Finder, Person, with_moodle_number
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.terminal import console


@dataclass
class Merged:
    """The class after a list was read in."""

    people: list[Person]
    new: list[Person] = field(default_factory=list)
    gone: list[Person] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # id in the list → id in the course


def run(course: Course, path: Path | None) -> int:
    """The command: read a class list in, or print who is in the class."""
    kept = roster_path(course.classroom)
    out = console()
    if path is None:
        people = read_roster(kept) if kept.exists() else []
        if not people:
            raise CourseError("classroom/roster.csv: no class list yet. Read one: `autograder roster FILE`")
        out.print(_table(people))
        listed = sum(person.listed == LISTED for person in people)
        out.print(f"{listed or len(people)} students: {kept}", markup=False, soft_wrap=True)
        return 0
    told = read_class_list(path)
    merged = merge(read_roster(kept) if kept.exists() else [], told)
    write_roster(course.classroom, merged.people)
    if told.note:
        out.print(f"note: {told.note}", style="dim", markup=False, soft_wrap=True)
    for word, people in (("new", merged.new), ("gone", merged.gone)):
        for person in people:
            name = f" ({person.name})" if person.name and person.name != person.student else ""
            out.print(f"{word}: {person.student}{name}", markup=False, soft_wrap=True)
    listed = sum(person.listed == LISTED for person in merged.people)
    counts = f"{listed} students, {len(merged.new)} new, {len(merged.gone)} gone"
    out.print(f"{counts}: {kept}", markup=False, soft_wrap=True)
    return 0


def _table(people: Sequence[Person]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for title in ("student", "name", "email", "section", ""):
        table.add_column(title, overflow="fold")
    for person in people:
        state = {LISTED: "", GONE: "gone", "": "not on the class list"}.get(person.listed, "")
        table.add_row(*map(Text, (person.student, person.name, person.email, person.section, state)))
    return table


def roster_path(classroom: Path) -> Path:
    return classroom / "roster.csv"


def read_roster(path: Path) -> list[Person]:
    """The students of `classroom/roster.csv`, or of any class list. Raises CourseError for a file that is none."""
    return read_class_list(path).people


def class_of(course: Course) -> list[Person]:
    """Everybody on the class list of the course, by id; nobody where there is none."""
    path = roster_path(course.classroom)
    return [person for person in (read_roster(path) if path.exists() else []) if person.listed == LISTED]


def languages_of(course: Course, exercise: Exercise) -> defaultdict[str, str]:
    """In which language each student reads: as the class list says, else the exercise, else the course."""
    found: defaultdict[str, str] = defaultdict(lambda: exercise.language or course.language)
    path = roster_path(course.classroom)
    with suppress(CourseError):  # the commands that need the roster say that it is damaged
        people = read_roster(path) if path.exists() else []
        found.update((person.student, person.language) for person in people if person.language)
    return found


def write_roster(classroom: Path, people: Iterable[Person]) -> None:
    """Write all students, sorted by id, so that each cell reads back as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f.name for f in fields(Person)])
    for person in sorted(people, key=lambda person: person.student):
        writer.writerow([defused(value) for value in asdict(person).values()])
    write_atomically(roster_path(classroom), out.getvalue().encode("utf-8", "replace"))


def merge(kept: Sequence[Person], told: ClassList, exercise_id: str = "") -> Merged:
    """The class after a list: matched by numbers, logins and names; ids of the course stay as they are.

    `exercise_id`: the exercise whose Moodle worksheet this is, where that is known; its numbers are of this exercise.
    """
    if told.platform == "ours":
        return Merged(list(told.people))
    finder = Finder(kept, exercise_id)
    merged = Merged([])
    by_id = {person.student: person for person in kept}
    seen: set[str] = set()
    for person in told.people:
        old = _the_same(person, finder)
        if old is not None and old.student in seen:
            old = None
        made = student_id(person.student)
        if old is None and made in by_id and made not in seen:
            old = by_id[made]
        number = person.moodle_id
        fresh = {key: value for key, value in asdict(person).items() if value} | {"listed": LISTED}
        if number and "@" not in number:
            before = old.moodle_id if old else ""
            fresh["moodle_id"] = with_moodle_number(before, number, exercise_id) if exercise_id else number
        student = old.student if old else made
        if old is None and student in by_id:
            raise CourseError(f"the student '{student}' stands twice. Ids must differ")
        by_id[student] = replace(old or Person(student), **fresh | {"student": student})
        if old is None or old.listed != LISTED:
            merged.new.append(by_id[student])
        merged.ids[person.student] = student
        seen.add(student)
    for student, person in by_id.items():
        if person.listed == LISTED and student not in seen:
            by_id[student] = replace(person, listed=GONE)
            merged.gone.append(by_id[student])
    merged.people = list(by_id.values())
    return merged


def _the_same(person: Person, finder: Finder) -> Person | None:
    """Whom of the course a row of a new list means."""
    numbers = [("canvas", person.canvas_id), ("gradescope", person.sis_id), ("brightspace", person.brightspace_id)]
    if finder.exercise_id and "@" not in person.moodle_id:  # a number of this assignment; names must not deny it
        numbers.append(("moodle", person.moodle_id))
    owners = [Owner(platform, "", number) for platform, number in numbers if number]
    owners += [Owner("list", "", login=key) for key in (person.login, person.email, person.student) if key]
    owners.append(Owner("list", person.name))
    for owner in owners:
        try:
            if found := finder.find(owner):
                other = found.person
                apart = ["canvas_id", "sis_id", "login", *["name"] * (owner.platform == "moodle")]
                if all(not getattr(person, f) or getattr(other, f) in ("", getattr(person, f)) for f in apart):
                    return other
        except Asked:
            continue
    return None


def remember(classroom: Path, people: Iterable[Person]) -> None:
    """Keep what a download says about students: new details are added to the old ones."""
    path = roster_path(classroom)
    known = {person.student: person for person in (read_roster(path) if path.exists() else [])}
    for person in people:
        fresh = {key: value for key, value in asdict(person).items() if value}
        known[person.student] = replace(known.get(person.student, person), **fresh)
    write_roster(classroom, known.values())
