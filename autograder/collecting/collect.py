"""An LMS download, or a plain folder → `classroom/submitted/<student>/<exercise>/`.

Each student's folder is made whole in a temporary place and then renamed, so that a crash leaves the old one or the new
one. What was handed in before moves to `classroom/attempts/`; nothing of a student's is ever deleted. One student's
files cost that student alone: `_take` refuses them with a reason and the others go on.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from autograder.collecting import whose
from autograder.collecting.class_list import read_class_list
from autograder.collecting.download import Download
from autograder.collecting.entries import ARCHIVE
from autograder.collecting.people import LISTED, Finder, Person
from autograder.collecting.roster import merge, read_roster, remember, roster_path, write_roster
from autograder.collecting.taking import THE_DISK, Collection, Taking
from autograder.course.course import Course
from autograder.errors import STEPS, AutograderError, CourseError, WrongUse
from autograder.plain_text import some
from autograder.submission.hand_in_time import TIMESTAMP
from autograder.submission.identity import holds
from autograder.submission.reading import shown
from autograder.terminal import console


def run(course: Course, exercise_id: str, archive: Path, roster: Path | None) -> int:
    """The command: collect, and say what was done. 1 when something was skipped or somebody was not found."""
    course.exercise(exercise_id)  # a misspelt id would fill folders that no grading run looks into
    here, ours = Path(os.path.realpath(archive)), Path(os.path.realpath(course.classroom / "submitted"))
    if here.is_dir() and (ours.is_relative_to(here) or here.is_relative_to(ours)):
        raise WrongUse(f"{shown(archive)}: the course's own folder, no download. Name the zip or the folder it came in")
    found = collect(course, exercise_id, archive, roster)
    out = console()

    def say(line: str, style: str = "") -> None:
        out.print(line, style=style, markup=False, soft_wrap=True)

    for note in found.notes:
        say(f"note: {note}", "dim")
    for student in found.late:
        say(f"late, says the LMS: {student}")
    for line in found.skipped:
        say(f"skipped: {line}", "look")
    for line in found.looks:
        say(f"look: {line}", "look")
    for line in found.strangers:
        say(f"not on the class list: {line}", "look")
    if found.has_list:
        say(f"{found.found} of {found.owners} found in the class list")
    if found.missing:
        say(f"not handed in: {', '.join(found.missing)}")
    counts = f"{len(found.new)} new, {len(found.replaced)} replaced, {len(found.unchanged)} unchanged"
    say(f"{exercise_id}: {counts}, {len(found.skipped) + found.unsaid} skipped. Next: autograder grade {exercise_id}")
    return 1 if found.asks else 0


def collect(course: Course, exercise_id: str, archive: Path, roster: Path | None = None) -> Collection:
    """Take a download in. Raises CourseError or WrongUse, in one line, when there is nothing to take."""
    kept = roster_path(course.classroom)
    people = read_roster(kept) if kept.exists() else []
    times: dict[str, datetime] = {}
    if roster:
        told = read_class_list(roster)
        merged = merge(people, told, exercise_id)
        people, times = merged.people, {merged.ids[student]: when for student, when in told.times.items()}
    finder = Finder(people, exercise_id)
    with Download(finder.known) as download:
        entries = list(download.walk(archive))
        by_student = whose.sort(entries, exercise_id, finder, lambda data: holds(course, exercise_id, data))
        result = Collection(
            skipped=[*download.skipped, *by_student.skipped], notes=[*download.notes, *by_student.notes]
        )
        result.looks += by_student.unclear
        if not by_student.handed and entries and all(ARCHIVE.fullmatch(entry.name) for entry in entries):
            inside = shown(entries[0].name)
            raise WrongUse(
                f"{shown(archive.name)}: holds an archive, {inside}. Unpack it once and collect what is inside"
            )
        if not by_student.handed and not by_student.skipped:
            raise WrongUse(f"{shown(archive.name)}: no submissions found. Name your LMS's zip, or students' folders")
        _take_all(course, exercise_id, by_student, times, result)
    if roster:
        write_roster(course.classroom, people)
    if by_student.handed:
        remember(course.classroom, [one.person for one in by_student.handed.values()])
    elif not roster:
        raise WrongUse(
            f"{shown(archive.name)}: no submissions found ({result.skipped[0]}). "
            "Name your LMS's zip, or students' folders"
        )
    _compare(course, exercise_id, people, by_student, result)
    result.notes += _without_a_time(course, exercise_id, by_student)
    return result


def _take_all(course: Course, exercise_id: str, by_student: whose.Sorted, times, result: Collection) -> None:
    submitted = course.classroom / "submitted"
    try:
        submitted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=course.classroom, prefix=".collecting-") as work:
            for number, student in enumerate(sorted(by_student.handed)):
                one = Collection()
                taking = Taking(course, exercise_id, student, Path(work) / str(number), one)
                try:
                    taking.take(by_student.handed[student].files, times.get(student))
                except OSError as error:
                    if error.errno in THE_DISK:
                        raise
                    one.skipped.append(f"{student}: {error.strerror or error}")
                except Exception as error:  # a bug of ours may cost one student's files, not the others'
                    one.skipped.append(f"{student}: {type(error).__name__}: {shown(str(error))[:200]}")
                result.add(one, student)
    except OSError as error:
        where = shown(Path(error.filename or submitted).name)
        step = STEPS.get(error.errno or 0, "Look at the folder, then run the command again")
        raise CourseError(f"classroom/…/{where}: {error.strerror}. {step}; what was collected is kept") from None


def _without_a_time(course: Course, exercise_id: str, by_student: whose.Sorted) -> list[str]:
    """Where work is due: the students whose time of hand-in is unknown, so that nobody takes them for being in time."""
    try:
        hand_in = course.exercise(exercise_id).hand_in
    except AutograderError:
        return []
    places = [
        (student, course.classroom / "submitted" / student / exercise_id) for student in sorted(by_student.handed)
    ]
    without = [student for student, place in places if place.is_dir() and not (place / TIMESTAMP).is_file()]
    if hand_in is None or hand_in.due is None or not without:
        return []
    moodle = any(one.files[0].owners[0].platform == "moodle" for one in by_student.handed.values())
    step = "add --roster with this assignment's grading worksheet" if moodle else "write it into their timestamp.txt"
    return [f"no time of hand-in is known of {len(without)}, so they are not late; {step}: {some(without)}"]


def _compare(
    course: Course, exercise_id: str, people: list[Person], by_student: whose.Sorted, result: Collection
) -> None:
    """Who of the class list was found, who has handed in nothing, and who is on no list."""
    listed = [person for person in people if person.listed == LISTED]
    result.has_list, result.owners = bool(listed), by_student.owners
    if not listed:
        return
    on_list = {person.student for person in listed}
    for student, one in by_student.handed.items():
        if student not in on_list:
            owner = one.files[0].owners[0]
            called = f" ('{owner}')" if str(owner) != student else ""
            result.strangers.append(f"{student}{called}. Add them with `autograder roster FILE`, or rename the folder")
        else:
            result.found += 1
    submitted = course.classroom / "submitted"
    result.missing = sorted(s for s in on_list if not (submitted / s / exercise_id).is_dir())
