"""One student's files on their way into `classroom/submitted/`: opened, the newest chosen, put in place whole."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.collecting.attempts import (
    STATE,
    HandIn,
    aware,
    contents,
    hand_in_of,
    newest_of_a_name,
    read_state,
    same,
    split_by_attempt,
    state_bytes,
)
from autograder.collecting.entries import ARCHIVE, Refused
from autograder.collecting.owners import Placed, is_work
from autograder.collecting.unpack import Budget, opened, unopened
from autograder.course.course import Course
from autograder.errors import AutograderError
from autograder.files import write_atomically
from autograder.plain_text import some
from autograder.submission.finding import NOT_TAKEN
from autograder.submission.hand_in_time import TIMESTAMP, written
from autograder.submission.identity import other_exercise
from autograder.submission.reading import shown

MOST_LINES = 5  # of one kind about one student
THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # the machine's trouble, and no student's

NO_NOTEBOOK = re.compile(
    r".*\.(?:pdf|html?|docx?|odt|rtf|pages|png|jpe?g|gif|heic|svg|webp|mp4|mov|csv|xlsx?|pptx?|pth?|pyc)", re.I | re.S
)


@dataclass
class Collection:
    """What `collect` did; every list is for a person to read."""

    new: list[str] = field(default_factory=list)  # student ids
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # several attempts, and which counts
    skipped: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)  # taken, but for a person to look at
    strangers: list[str] = field(default_factory=list)  # not on the class list
    missing: list[str] = field(default_factory=list)  # on the class list, nothing handed in
    found: int = 0  # on the class list
    owners: int = 0  # whom the download names
    has_list: bool = False
    unsaid: int = 0  # skipped files beyond the lines that name some of them

    def add(self, one: Collection, student: str) -> None:
        """Add what was done with one student's files; of many lines the first, so that others' lines are seen."""
        self.unsaid += max(len(one.skipped) - MOST_LINES - 1, 0)  # the line that counts them is counted, too
        for whole, lines in ((self.notes, one.notes), (self.skipped, one.skipped), (self.looks, one.looks)):
            whole += lines[:MOST_LINES]
            if len(lines) > MOST_LINES:
                whole.append(f"{student}: and {len(lines) - MOST_LINES} more of this student's")
        for whole, ids in (
            (self.new, one.new),
            (self.replaced, one.replaced),
            (self.unchanged, one.unchanged),
            (self.late, one.late),
        ):
            whole += ids

    @property
    def asks(self) -> bool:
        """Whether a person has to do something."""
        return bool(self.skipped or self.looks or self.strangers)


class Taking:
    """One student's files on their way into place."""

    def __init__(self, course: Course, exercise_id: str, student: str, work: Path, result: Collection):
        self._course, self._exercise_id, self._student = course, exercise_id, student
        self._work, self._result, self._budget = work, result, Budget()
        self._refused: list[str] = []
        self._zone = _zone(course, exercise_id)
        self._place = course.classroom / "submitted" / student / exercise_id
        self._attempts = course.classroom / "attempts" / student / exercise_id

    def take(self, files: list[Placed], worksheet_time: datetime | None) -> None:
        """Write the files and put them in place, unless they are older than what is there."""
        student, result = self._student, self._result
        if any(file.late for file in files):
            result.late.append(student)
        names = {file.order: file.entry.name for file in files if file.order}
        files = self._own(self._opened(files))
        newest, older = split_by_attempt(files) if files else ([], [])
        chosen, replaced = newest_of_a_name(newest, self._exercise_id)
        for file, others in replaced:
            told = some([f"'{shown('/'.join(other.path))}'" for other in others])
            result.notes.append(f"{student}: '{shown('/'.join(file.path))}' counts as the newest; older: {told}")
            older += others
        if older and not replaced:
            result.notes.append(f"{student}: the newest of several hand-ins counts; the others are kept in attempts")
        hand_in = hand_in_of(newest, self._zone)
        hand_in = replace(hand_in, name=names.get(hand_in.order, ""))
        if worksheet_time and not hand_in.when:
            hand_in = replace(hand_in, when=aware(worksheet_time, self._zone).astimezone(UTC).isoformat())
        self._write(sorted(chosen, key=lambda file: not is_work(file.path[-1])), self._work / "new")
        self._write(older, self._work / "older")
        self._say_no_notebook(chosen)
        result.skipped += [f"{student} › {line}" for line in [*self._refused, *self._budget.told]]
        self._put(self._work / "new", self._work / "older", hand_in)

    def _opened(self, files: list[Placed]) -> list[Placed]:
        """The student's files, archives opened."""
        found: list[Placed] = []
        for number, file in enumerate(files):
            if why := unopened(file.path[-1]):
                self._refused.append(f"{shown('/'.join(file.path))}: {why}")
            elif not ARCHIVE.fullmatch(file.path[-1]):
                found.append(file)
            else:
                cut = len(file.entry.parts) - 1
                inner = opened(file.entry, self._work / f"unpacked-{number}", self._budget)
                found += [replace(file, entry=e, path=(*file.path[:-1], *_inside(e, file, cut))) for e in inner]
        return found

    def _own(self, files: list[Placed]) -> list[Placed]:
        """Without nbgrader's folder of the exercise, and without a time that the student may have written."""
        inner = [replace(f, path=f.path[1:]) for f in files if len(f.path) > 1 and f.path[0] == self._exercise_id]
        kept = []
        for file in inner or files:  # nbgrader keeps exercises apart
            if file.path == (TIMESTAMP,):
                self._result.notes.append(f"{self._student}: {TIMESTAMP} left out; only the platform knows the time")
            else:
                kept.append(file)
        return kept

    def _write(self, files: list[Placed], folder: Path) -> None:
        for file in files:
            names = ["".join(c if c.isprintable() else "_" for c in part) for part in file.path]
            try:
                self._budget.take(file.entry.size)
                data = file.entry.load()
                self._say_other_exercise(file, data)
                self._write_one(folder, names, data)
            except (Refused, FileExistsError, NotADirectoryError, IsADirectoryError) as refusal:
                why = refusal if isinstance(refusal, Refused) else "its name is a file's and a folder's"
                self._refused.append(f"{shown('/'.join(file.path))}: {why}")
            except OSError as error:
                if error.errno in THE_DISK:
                    raise
                self._refused.append(f"{shown('/'.join(file.path))}: {error.strerror}")

    def _write_one(self, folder: Path, names: list[str], data: bytes) -> None:
        target = folder.joinpath(*names)
        if folder.name == "older":  # several older ones of one name, each in a folder of its own
            number = 1
            while target.exists():
                number += 1
                target = folder.joinpath(f"older-{number}", *names)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def _say_other_exercise(self, file: Placed, data: bytes) -> None:
        if is_work(file.path[-1]) and (other := other_exercise(self._course, self._exercise_id, data)):
            self._result.looks.append(
                f"{self._student}: {shown('/'.join(file.path))}: this is {other}, not {self._exercise_id}"
            )

    def _say_no_notebook(self, files: list[Placed]) -> None:
        """At once, not when it is graded: a PDF or a web page is no notebook."""
        names = [file.path[-1] for file in files]
        if names and not self._refused and all(NO_NOTEBOOK.fullmatch(name) for name in names):
            told = some([shown(name) for name in names])
            self._result.looks.append(f"{self._student}: {told}: no notebook. Ask for the .ipynb")

    def _put(self, made: Path, older: Path, hand_in: HandIn) -> None:
        student, result, place = self._student, self._result, self._place
        if not made.exists():
            if place.exists():
                result.notes.append(f"{student}: nothing of this attempt could be taken; what is there already stays")
                result.unchanged.append(student)
                return
            made.mkdir(parents=True)  # graded 0 with the reason: nobody falls out of the list
            (made / NOT_TAKEN).write_text("\n".join(self._refused) or "no file", encoding="utf-8", errors="replace")
        if place.exists() and same(made, place):
            result.unchanged.append(student)
            if hand_in.when and not os.path.lexists(place / TIMESTAMP):  # an earlier download did not say the time
                (place / TIMESTAMP).write_text(written(datetime.fromisoformat(hand_in.when)), encoding="ascii")
            self._remember(hand_in)
            return
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
        if place.exists() and self._is_older(made, hand_in):
            result.unchanged.append(student)
            if not self._seen(made):
                self._keep(made, stamp + "-older")
                result.notes.append(f"{student}: older than the file that counts; kept in attempts/{shown(student)}")
            return
        if older.exists():
            self._keep(older, stamp + "-older")
        if place.exists():
            self._keep(place, stamp)
            result.replaced.append(student)
            result.notes.append(f"{student}: a newer attempt; the one before is kept in attempts/{shown(student)}")
        else:
            result.new.append(student)
        if hand_in.when:
            (made / TIMESTAMP).write_text(written(datetime.fromisoformat(hand_in.when)), encoding="ascii")
        place.parent.mkdir(parents=True, exist_ok=True)
        made.rename(place)
        self._remember(hand_in)

    def _is_older(self, made: Path, hand_in: HandIn) -> bool:
        """Whether the files in place were handed in later; where nothing decides, what was seen before is older."""
        older = hand_in.is_older(read_state(self._attempts))
        return self._seen(made) if older is None else older

    def _seen(self, made: Path) -> bool:
        new = contents(made)
        folders = self._attempts.iterdir() if self._attempts.is_dir() else ()
        return any(folder.is_dir() and contents(folder) == new for folder in folders)

    def _keep(self, folder: Path, name: str) -> None:
        self._attempts.mkdir(parents=True, exist_ok=True)
        folder.rename(self._attempts / name)

    def _remember(self, hand_in: HandIn) -> None:
        known = read_state(self._attempts)
        if (hand_in.order or hand_in.when) and hand_in != known and not hand_in.is_older(known):
            write_atomically(self._attempts / STATE, state_bytes(hand_in))


def _zone(course: Course, exercise_id: str) -> tzinfo | None:
    try:
        hand_in = course.exercise(exercise_id).hand_in
    except AutograderError:
        return None
    return hand_in.due.tzinfo if hand_in and hand_in.due else None


def _inside(entry, file: Placed, cut: int) -> tuple[str, ...]:
    """The path of an unpacked file below its archive's folder; the archive's name where it was refused as a whole."""
    return entry.parts[cut:] if entry.parts != file.entry.parts else (file.path[-1],)
