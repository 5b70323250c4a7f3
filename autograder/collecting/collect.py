"""An LMS download, or a plain folder → `classroom/submitted/<student>/<exercise>/`.

Each student's folder is made whole in a temporary place and then renamed, so that a crash leaves the old one or the new
one. What she handed in before moves to `classroom/attempts/`; nothing of hers is ever deleted.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.collecting.lms import NOTEBOOK, Owner, mark_of, natural, owner_of, student_id, without_counter, wrapper
from autograder.collecting.roster import ANONYMOUS, Finder, Person, read_roster, remember, roster_path
from autograder.collecting.unpack import Entry, Refused, Unpacker
from autograder.course.exercise import Course
from autograder.errors import STEPS, CourseError, WrongUse
from autograder.submission.finding import NOT_TAKEN
from autograder.submission.reading import shown
from autograder.terminal import console

MOST_FILES = 500  # of one student
TIME = Path("timestamp.txt")


@dataclass(frozen=True)
class HandedFile:
    """One file of one student."""

    entry: Entry
    path: tuple[str, ...]  # in her folder
    order: int  # Canvas' number of the file, 0 elsewhere


@dataclass
class Handed:
    """What one student handed in."""

    person: Person
    files: list[HandedFile] = field(default_factory=list)


@dataclass
class Collection:
    """What `collect` did; every list is for a person to read."""

    new: list[str] = field(default_factory=list)  # student ids
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # several attempts, and which counts
    skipped: list[str] = field(default_factory=list)


def run(course: Course, exercise_id: str, archive: Path, roster: Path | None) -> int:
    """The command: collect, and say what was done. 1 when something was skipped."""
    course.exercise(exercise_id)  # a misspelt id would fill folders that no grading run looks into
    here, ours = Path(os.path.realpath(archive)), Path(os.path.realpath(course.classroom / "submitted"))
    if here.is_dir() and (ours.is_relative_to(here) or here.is_relative_to(ours)):
        raise WrongUse(f"{shown(archive)}: the course's own folder, no download. Name the zip or the folder it came in")
    found = collect(course, exercise_id, archive, roster)
    out = console()
    for note in found.notes:
        out.print(f"note: {note}", style="dim", markup=False, soft_wrap=True)
    for student in found.late:
        out.print(f"late, says the LMS: {student}", markup=False, soft_wrap=True)
    for line in found.skipped:
        out.print(f"skipped: {line}", style="look", markup=False, soft_wrap=True)
    counts = f"{len(found.new)} new, {len(found.replaced)} replaced, {len(found.unchanged)} unchanged"
    out.print(
        f"{exercise_id}: {counts}, {len(found.skipped)} skipped. Next: autograder grade {exercise_id}", soft_wrap=True
    )
    return 1 if found.skipped else 0


def collect(course: Course, exercise_id: str, archive: Path, roster: Path | None = None) -> Collection:
    """Take a download in. Raises CourseError or WrongUse, in one line, when there is nothing to take."""
    kept = roster_path(course.classroom)
    people = read_roster(roster) if roster else read_roster(kept) if kept.exists() else []
    result = Collection()
    unpacker = Unpacker(result.skipped)
    handed = _by_student(list(unpacker.walk(archive)), exercise_id, Finder(people, exercise_id), result)
    submitted = course.classroom / "submitted"
    try:
        submitted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=course.classroom, prefix=".collecting-") as work:
            for number, student in enumerate(sorted(handed)):
                _take(handed[student], exercise_id, course.classroom, Path(work) / str(number), unpacker, result)
    except OSError as error:
        where = shown(Path(error.filename or submitted).name)
        step = STEPS.get(error.errno or 0, "Look at the folder, then run the command again")
        raise CourseError(f"classroom/…/{where}: {error.strerror}. {step}; what was collected is kept") from None
    if handed:
        remember(course.classroom, [one.person for one in handed.values()], exercise_id)
    if not handed:
        raise WrongUse(f"{shown(archive.name)}: no submissions found. Name your LMS's zip, or students' folders")
    return result


def _by_student(entries: list[Entry], exercise_id: str, finder: Finder, result: Collection) -> dict[str, Handed]:
    """Entries sorted by student; two students never fall together under one id."""
    drop = wrapper(entries, exercise_id)
    owners: dict[Owner, list[HandedFile]] = defaultdict(list)
    late = set()
    for entry in entries:
        try:
            owner, path = owner_of(entry.parts[drop:], exercise_id)
        except Refused as refusal:
            result.skipped.append(f"{shown('/'.join(entry.parts))}: {refusal}")
            continue
        plain = replace(owner, late=False, order=0)
        owners[plain].append(HandedFile(entry, path, owner.order))
        if owner.late:
            late.add(plain)
    namesakes = defaultdict(set)
    for owner in owners:
        namesakes[owner.name].add(owner.user)
    handed: dict[str, Handed] = {}
    for owner, files in owners.items():
        person, known = _person(owner, finder, len(namesakes[owner.name]) > 1)
        if person.student in handed and not known:
            person = replace(person, student=person.student + mark_of(owner.name))
        if person.student in handed:
            result.notes.append(f"{person.student}: handed in under two names; the files were put together")
        if owner in late:
            result.late.append(person.student)
        own = [replace(f, path=f.path[1:]) for f in files if len(f.path) > 1 and f.path[0] == exercise_id]
        handed.setdefault(person.student, Handed(person)).files += own or files  # nbgrader keeps exercises apart
    return handed


def _person(owner: Owner, finder: Finder, namesake: bool) -> tuple[Person, bool]:
    """The person behind a download's name, and whether the roster knows her; an id made up stays the same next time."""
    if owner.kind == "canvas":
        found = finder.canvas(owner.user, owner.name)
        made = Person(f"{owner.name}_{owner.user}" if owner.user else owner.name)
        person = replace(found or made, canvas_id=owner.user or (found or made).canvas_id)
    elif owner.kind == "moodle":
        namesake = namesake or owner.name.casefold().startswith(ANONYMOUS)
        found = finder.moodle(owner.user, owner.name, namesake)
        made = Person(f"{owner.name}_{owner.user}" if namesake else owner.name, owner.name)
        person = replace(found or made, moodle_id=owner.user)
    else:
        name = f"{owner.name}_{owner.user}" if namesake and owner.user else owner.name
        found = finder.plain(name)
        person = found or Person(name)
    return replace(person, student=student_id(person.student)), found is not None


def _take(one: Handed, exercise_id: str, classroom: Path, work: Path, unpacker: Unpacker, result: Collection) -> None:
    """Write one student's files and put them in place."""
    student, files = one.person.student, _opened(one, unpacker)
    if len(files) > MOST_FILES:
        result.skipped.append(f"{student}: {len(files)} files, more than {MOST_FILES}")
        return
    made, attempts, refused = work / "new", work / "attempts", list[str]()
    for file, is_newest in _newest(student, files, exercise_id, result):
        names = ["".join(c if c.isprintable() else "_" for c in part) for part in file.path]
        target = (made if is_newest else attempts).joinpath(*names)
        while not is_newest and target.exists():  # several older ones of one name
            target = target.with_name(f"older-{target.name}")
        try:
            data = file.entry.load()
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except (Refused, FileExistsError, NotADirectoryError, IsADirectoryError) as refusal:
            why = refusal if isinstance(refusal, Refused) else "its name is a file's and a folder's"
            refused.append(f"{shown('/'.join(file.path))}: {why}")
    result.skipped += [f"{student} › {line}" for line in refused]
    place = classroom / "submitted" / student / exercise_id
    if not made.exists():
        if place.exists():
            result.notes.append(f"{student}: nothing of this attempt could be taken; what is there already stays")
            result.unchanged.append(student)
            return
        made.mkdir(parents=True)  # graded 0 with the reason: nobody falls out of the list
        (made / NOT_TAKEN).write_text("\n".join(refused), encoding="utf-8")
    kept = classroom / "attempts" / student / exercise_id / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    if place.exists() and _same(made, place):
        result.unchanged.append(student)
        return
    if attempts.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        attempts.rename(kept.with_name(kept.name + "-older"))
    if place.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        place.rename(kept)
        result.replaced.append(student)
        result.notes.append(f"{student}: a newer attempt; the one before is kept in attempts/{shown(student)}")
    else:
        result.new.append(student)
    place.parent.mkdir(parents=True, exist_ok=True)
    made.rename(place)


def _opened(one: Handed, unpacker: Unpacker) -> list[HandedFile]:
    """The student's files, her zips opened."""
    files: list[HandedFile] = []
    for file in one.files:
        if not file.path[-1].lower().endswith(".zip"):
            files.append(file)
            continue
        inner = list(unpacker.nested(file.entry))
        cut = len(file.entry.parts) - 1
        files += [HandedFile(found, (*file.path[:-1], *found.parts[cut:]), file.order) for found in inner]
    return files


def _newest(
    student: str, files: list[HandedFile], exercise_id: str, result: Collection
) -> list[tuple[HandedFile, bool]]:
    """Of the exercise's notebooks that differ in a counter or a folder the newest counts; the others are attempts."""
    groups: dict[str, list[HandedFile]] = defaultdict(list)
    for file in files:
        plain = without_counter(file.path[-1])
        is_hers = plain.casefold() in {exercise_id.casefold() + ending for ending in NOTEBOOK}
        groups[plain.casefold() if is_hers else "/".join(file.path)].append(file)
    chosen: list[tuple[HandedFile, bool]] = []
    for name, group in groups.items():
        group.sort(key=_newness)
        *older, newest = group
        path = (*newest.path[:-1], name) if name in (f"{exercise_id}.ipynb", f"{exercise_id}.py") else newest.path
        chosen.append((replace(newest, path=path), True))
        chosen += [(file, False) for file in older]
        if older:
            others = ", ".join(f"'{shown('/'.join(file.path))}'" for file in older)
            result.notes.append(f"{student}: '{shown('/'.join(newest.path))}' counts as the newest; older: {others}")
    return chosen


def _newness(file: HandedFile) -> tuple[object, ...]:
    """Grows with what makes of two files the later one; where all else is equal, the one above counts."""
    return (file.entry.whole, file.order, file.entry.when, -len(file.path), natural("/".join(file.path)))


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files, byte for byte; a time that only the other has is none of them."""

    def listing(folder: Path) -> dict[Path, Path]:
        return {
            path.relative_to(folder): path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
        }

    mine, theirs = listing(one), listing(other)
    if TIME not in mine:  # the teacher's line about it, or the exchange's
        theirs.pop(TIME, None)
    if mine.keys() != theirs.keys():
        return False
    return all(
        path.stat().st_size == theirs[name].stat().st_size and path.read_bytes() == theirs[name].read_bytes()
        for name, path in mine.items()
    )
