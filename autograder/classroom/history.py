"""What became of each student's marks: a log beside the record, which is only ever added to.

`classroom/records/<student>/<exercise>.history.jsonl` has one JSON document a line: the time, the cause, who did it and
all marks as they were afterwards. Whoever shows or changes marks calls `see`, which adds a line where they differ
from the last one: also what a script changed in the gradebook is seen. A line that was cut off costs itself alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.course.course import Course
from autograder.sums import StudentMarks


class Cause(StrEnum):
    """Why marks are as they are."""

    FOUND = "found"  # they are older than the log
    GRADED = "graded"
    REGRADED = "regraded"
    TAKEN_BACK = "taken back"  # a regrade
    HAND = "by hand"
    EXTENSION = "extension"
    LATE = "late work"  # the due date or the rule changed, or lateness costs more of higher marks
    ELSEWHERE = "elsewhere"  # changed in the gradebook by no command of ours
    ASKED = "asked"  # the student asked to look again
    ANSWERED = "answered"


@dataclass(frozen=True)
class Part:
    """The mark of one task or question."""

    auto: float | None
    manual: float | None
    score: float
    max_score: float


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    time: str  # UTC, ISO 8601
    cause: Cause
    score: float  # the sum
    max_score: float
    penalty: float  # what lateness takes off, in the sum already
    late: float  # seconds after the due date
    parts: Mapping[str, Part]
    why: str = ""
    by: str = ""  # who did it, where a person did
    run: str = ""  # the run of `autograder grade` that did it
    versions: Mapping[str, str] = field(default_factory=dict)  # of the exercise's files that marked
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # rubric items, by question


@dataclass(frozen=True)
class Because:
    """What a caller knows about a change of marks."""

    cause: Cause
    why: str = ""
    by: str = ""
    run: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Log:
    """What is known of one student's marks in one exercise."""

    entries: tuple[Entry, ...]
    damaged: tuple[int, ...] = ()  # numbers of the lines that cannot be read

    @property
    def last(self) -> Entry | None:
        return self.entries[-1] if self.entries else None

    def ticked(self, question: str) -> tuple[str, ...]:
        """The rubric items that made the mark of a question; none where another mark was given since."""
        items, given = tuple[str, ...](), None
        for entry in self.entries:
            part = entry.parts.get(question)
            now = part.manual if part else None
            if question in entry.ticked:
                items = entry.ticked[question]
            elif now != given:
                items = ()
            given = now
        return items


class History:
    """The logs of one exercise, by student."""

    def __init__(self, course: Course, exercise_id: str):
        self._root, self._exercise_id = course.classroom / "records", exercise_id

    def path(self, student: str) -> Path:
        """Where the student's log is kept, whether or not there is one."""
        return self._root / student / f"{self._exercise_id}.history.jsonl"

    def students(self) -> list[str]:
        """Who has a log."""
        return sorted(path.parent.name for path in self._root.glob(f"*/{self._exercise_id}.history.jsonl"))

    def read(self, student: str) -> Log:
        """The student's log; what cannot be read of it is counted, and the rest is there."""
        try:
            lines = self.path(student).read_bytes().split(b"\n")
        except FileNotFoundError:
            return Log(())
        entries, damaged = [], []
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    entries.append(_entry(json.loads(line)))
                except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                    damaged.append(number)
        return Log(tuple(entries), tuple(damaged))

    def see(self, marks: StudentMarks, because: Because | None = None) -> Entry | None:
        """Add a line where the marks are others than in the last one, or rubric items were ticked; that line."""
        if not self._says_more(marks, because):
            return None
        with self._locked(marks.student):  # another program may have added this line since
            if not self._says_more(marks, because):
                return None
            because = because or Because(_guess(self.read(marks.student).last, _parts(marks)))
            return self._add(marks.student, because, *_numbers(marks))

    def _says_more(self, marks: StudentMarks, because: Because | None) -> bool:
        ticks, log = because.ticked.items() if because else (), self.read(marks.student)
        return self.differs(marks) or any(log.ticked(question) != tuple(items) for question, items in ticks)

    def differs(self, marks: StudentMarks) -> bool:
        """Whether these marks are others than in the last line."""
        last = self.read(marks.student).last
        return last is None or _numbers(marks) != (last.score, last.max_score, last.penalty, last.late, last.parts)

    def tell(self, student: str, cause: Cause, why: str, by: str = "") -> Entry:
        """Add a line about something that changes no mark: what was asked, what was answered."""
        with self._locked(student):
            last = self.read(student).last
            if last is None:
                return self._add(student, Because(cause, why, by), 0.0, 0.0, 0.0, 0.0, {})
            known = (last.score, last.max_score, last.penalty, last.late, last.parts)
            return self._add(student, Because(cause, why, by), *known)

    def new_run(self) -> str:
        """The name of a run that begins: its time, or a second after the latest one, for a clock may be set back."""
        known = [entry.run for student in self.students() for entry in self.read(student).entries if entry.run]
        now = datetime.now(UTC).replace(microsecond=0)
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            now = max(now, datetime.fromisoformat(max(known, default="")) + timedelta(seconds=1))
        return now.isoformat(timespec="seconds")

    @contextlib.contextmanager
    def _locked(self, student: str) -> Iterator[None]:
        """Nobody else adds to this student's log meanwhile."""
        path = self.path(student)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _add(
        self,
        student: str,
        because: Because,
        score: float,
        max_score: float,
        penalty: float,
        late: float,
        parts: Mapping[str, Part],
    ) -> Entry:
        time = datetime.now(UTC).isoformat(timespec="seconds")
        more = (because.why, because.by, because.run, dict(because.versions), dict(because.ticked))
        entry = Entry(time, because.cause, score, max_score, penalty, late, parts, *more)
        _append(self.path(student), json.dumps(_to_json(entry), ensure_ascii=False).encode("utf-8", "replace"))
        return entry


def _parts(marks: StudentMarks) -> dict[str, Part]:
    return {task.name: Part(task.auto, task.manual, task.score, task.max_score) for task in marks.tasks}


def _numbers(marks: StudentMarks) -> tuple[float, float, float, float, dict[str, Part]]:
    late = marks.late_by.total_seconds()
    return marks.score, marks.max_score, marks.late_penalty, late, _parts(marks)


def _append(path: Path, line: bytes) -> None:
    """Add one line to a locked log; after a line that was cut off it begins on a new one."""
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        start = b"" if file.read(1) in (b"", b"\n") else b"\n"
        file.write(start + line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _guess(before: Entry | None, parts: Mapping[str, Part]) -> Cause:
    """The cause of a change that nobody named."""
    if before is None:
        return Cause.FOUND
    if {name: part.manual for name, part in before.parts.items()} != {
        name: part.manual for name, part in parts.items()
    }:
        return Cause.HAND
    return Cause.LATE if dict(before.parts) == parts else Cause.ELSEWHERE


def _to_json(entry: Entry) -> dict[str, Any]:
    data = {
        "time": entry.time,
        "cause": entry.cause,
        "score": entry.score,
        "max_score": entry.max_score,
        "penalty": entry.penalty,
        "late": entry.late,
        "parts": {name: [part.auto, part.manual, part.score, part.max_score] for name, part in entry.parts.items()},
    }
    more = {"why": entry.why, "by": entry.by, "run": entry.run, "versions": entry.versions}
    more["ticked"] = {name: list(items) for name, items in entry.ticked.items()}
    return data | {key: value for key, value in more.items() if value}


def _entry(data: Any) -> Entry:
    parts = {
        name: Part(_number_or_none(auto), _number_or_none(manual), float(score), float(max_score))
        for name, (auto, manual, score, max_score) in data["parts"].items()
    }
    score, max_score = float(data["score"]), float(data["max_score"])
    penalty, late = (float(data.get(key, 0.0)) for key in ("penalty", "late"))
    return Entry(
        str(data["time"]),
        Cause(data["cause"]),
        score,
        max_score,
        penalty,
        late,
        parts,
        str(data.get("why", "")),
        str(data.get("by", "")),
        str(data.get("run", "")),
        {str(name): str(version) for name, version in data.get("versions", {}).items()},
        {str(name): tuple(map(str, items)) for name, items in data.get("ticked", {}).items()},
    )


def _number_or_none(value: Any) -> float | None:
    return None if value is None else float(value)
