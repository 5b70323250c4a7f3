"""The records of an exercise: `classroom/records/<student>/<exercise>.json`, and what makes one out of date."""

import dataclasses
import hashlib
import json
import math
import os
import re
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder import __version__, words
from autograder.course.beliefs import read_all
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.marking_guide import without_guides
from autograder.files import write_atomically
from autograder.verdict import Fingerprint, Record, Verdict

HAND_IN = re.compile(r"^\n*\[hand_in\][^\n]*(?:\n|\Z)(?:(?!\[)[^\n]*(?:\n|\Z))*?(?=\[|\Z)", re.MULTILINE)
MARKING_FILES = ("exercise.toml", "hidden_tests.py", "notebook.py", "probe.py")


class Records:
    """The records of one exercise, by student."""

    def __init__(self, course: Course, exercise_id: str):
        self._root, self._exercise_id = course.classroom / "records", exercise_id

    def path(self, student: str) -> Path:
        """Where the student's record is kept, whether or not there is one."""
        return self._root / student / f"{self._exercise_id}.json"

    def read(self, student: str) -> Record | None:
        """The student's record; None if there is none or it is damaged."""
        return self._read(self.path(student), student)

    def _older(self, student: str, run: str) -> Path:
        """Where the record is kept that a run has replaced."""
        return self._root / student / "older" / f"{self._exercise_id}.{run.replace(':', '')}.json"

    def read_older(self, student: str, run: str) -> Record | None:
        """The record that this run of `grade` has replaced; None if it replaced none, or it is damaged."""
        return self._read(self._older(student, run), student)

    def replaced_by(self, run: str) -> list[str]:
        """Students of whom this run of `grade` has replaced a record."""
        return sorted(path.parents[1].name for path in self._root.glob(f"*/older/{self._older('', run).name}"))

    def keep_older(self, record: Record, run: str) -> None:
        """Keep a record that this run replaces, so that the run can be taken back."""
        write_atomically(self._older(record.student, run), _to_bytes(record))

    def _read(self, path: Path, student: str) -> Record | None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            record = dataclasses.replace(Record.from_json(data), student=student)
            return record if _is_of(record, Record) else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def write(self, record: Record) -> None:
        """Keep the record of its student; a reader sees the old one or the new one, never half of one."""
        write_atomically(self.path(record.student), _to_bytes(record))

    def read_all(self) -> list[Record]:
        """All records that can be read, sorted by student."""
        return [record for student in self._students() if (record := self.read(student)) is not None]

    def damaged(self) -> list[str]:
        """Students whose record exists and cannot be read."""
        return [student for student in self._students() if self.read(student) is None]

    def _students(self) -> list[str]:
        return sorted(path.parent.name for path in self._root.glob(f"*/{self._exercise_id}.json"))


def _to_bytes(record: Record) -> bytes:
    flags = [words.flag(flag) for flag in record.flags]  # for people who read the file; not read back
    return json.dumps(record.to_json(private=True) | {"flags": flags}, ensure_ascii=False, indent=1).encode()


def _is_of(value: object, kind: Any) -> bool:
    """Whether a value read from JSON is of the type that its dataclass declares, all the way down."""
    if kind is Any:
        return True
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return any(_is_of(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_is_of(one, inner[0]) for one in value)
    if not isinstance(value, origin or kind):
        return False
    hints = typing.get_type_hints(kind) if dataclasses.is_dataclass(kind) else {}
    return all(_is_of(getattr(value, name), hint) for name, hint in hints.items())


def merge(old: Record, new: Record, exercise: Exercise) -> Record:
    """`old` with the tasks that `new` has marked again.

    Its fingerprint keeps the parts in which both agree. The others become "", which no fingerprint of files equals: the
    next run that marks all tasks does not skip this submission.
    """
    tasks = {task.task: task for task in (*old.tasks, *new.tasks)}
    before, after = dataclasses.astuple(old.fingerprint), dataclasses.astuple(new.fingerprint)
    return dataclasses.replace(
        new,
        tasks=tuple(tasks[task.name] for task in exercise.tasks if task.name in tasks),
        seconds=math.fsum([old.seconds, new.seconds]),
        fingerprint=Fingerprint(*(a if a == b else "" for a, b in zip(before, after, strict=True))),
    )


def keep_old_tasks(old: Record | None, new: Record, exercise: Exercise) -> Record:
    """`new`, in which a task that was not graded keeps its old result; the next run marks the submission again."""
    if old is not None:
        graded = tuple(task for task in new.tasks if task.verdict is not Verdict.NOT_GRADED)
        new = merge(old, dataclasses.replace(new, tasks=graded), exercise)
    return dataclasses.replace(new, fingerprint=Fingerprint())


def exercise_fingerprint(exercise: Exercise) -> Fingerprint:
    """The fingerprint of an exercise and of the engine's version, without a submission."""
    known = [
        (each.task, each.id, sorted(each.texts.items()), each.wrong_in, each.codings) for each in read_all(exercise)
    ]
    return Fingerprint(
        exercise=hashlib.sha256(repr(versions(exercise)).encode()).hexdigest()[:16],
        beliefs=hashlib.sha256(repr(known).encode("utf-8", "surrogateescape")).hexdigest()[:16],
    )


def versions(exercise: Exercise) -> dict[str, str]:
    """A short hash of each file that a mark depends on, and the engine's version.

    What a person marks by is left out: a rubric may change while people mark, and no task is marked anew for it. So is
    when the work is due: lateness is settled apart.
    """
    found = {}
    for path in (exercise.folder / name for name in MARKING_FILES):
        if path.exists():
            text = path.read_bytes()
            if path.name == "notebook.py":
                text = without_guides(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            if path.name == "exercise.toml":
                text = _without_due_date(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            found[path.name] = hashlib.sha256(text).hexdigest()[:16]
    if exercise.data:
        found["data"] = _digest(exercise.folder, exercise.data.rglob("*"))
    return found | {"autograder": __version__}


def _without_due_date(text: str) -> str:
    """An `exercise.toml` as it was before somebody wrote when the exercise is due."""
    return HAND_IN.sub(lambda found: "\n" if found.end() < len(text) else "", text)


def submission_fingerprint(folder: Path) -> str:
    """Of the names and bytes of all regular files of a submission. Links are not followed: they may lead anywhere."""
    walked = os.walk(folder) if not folder.is_symlink() else ()
    return _digest(folder, (Path(base, name) for base, _, names in walked for name in names))


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        try:
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    content = hashlib.file_digest(file, "sha256").digest()
                digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0" + content)
        except OSError:  # a student's file that cannot be read: reading the submission reports it
            digest.update(b"unreadable\0")
    return digest.hexdigest()[:16]
