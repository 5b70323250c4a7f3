"""What marking one submission yields: frozen records, and their JSON.

The JSON of `Record.to_json` is a contract: `mark --json` prints it, `classroom/records/` keeps it (with student, time,
seed, flags, notes and seconds), reports, exports and regrades read it back.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

UNANSWERED = "This task is not answered yet"  # how the message of such a task begins


class Verdict(StrEnum):
    """How a test, or a task, ended."""

    PASSED = "PASSED"
    FAILED = "FAILED"  # it answered, and the answer is wrong
    CRASHED = "CRASHED"  # it raised, or its process died
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    NOT_ALLOWED = "NOT_ALLOWED"  # it used the very operation that the task asks to build
    MISSING = "MISSING"  # no function of that name
    NOT_GRADED = "NOT_GRADED"  # our fault: the old mark stays


@dataclass(frozen=True)
class TestResult:
    """One hidden test."""

    __test__ = False  # not a pytest class

    name: str  # the test's docstring: the line that the student reads
    verdict: Verdict
    message: str = ""


@dataclass(frozen=True)
class Mistake:
    """A wrong belief that the answer behaves like, and nothing else does."""

    id: str
    belief: str
    hint: str
    read: str  # page#anchor that clears it up


@dataclass(frozen=True)
class Counterexample:
    """The smallest input found on which the answer is wrong; values as `describe.to_data` writes them."""

    arguments: Mapping[str, Any]
    expected: Any
    got: Any


@dataclass(frozen=True)
class TaskResult:
    """One task of a submission."""

    task: str
    score: float
    max_score: float
    verdict: Verdict
    message: str = ""  # one sentence for the student
    tests: tuple[TestResult, ...] = ()
    mistake: Mistake | None = None
    counterexample: Counterexample | None = None

    @property
    def answered(self) -> bool:
        return not self.message.startswith(UNANSWERED)


@dataclass(frozen=True)
class Fingerprint:
    """What a mark depends on, as short hashes: a submission whose fingerprint is unchanged is not marked again."""

    submission: str = ""  # of the files handed in
    exercise: str = ""  # of the exercise's tests, points and cells, and of the engine's version
    beliefs: str = ""  # of the known mistakes

    @staticmethod
    def from_json(data: Any) -> "Fingerprint":
        """Read back; records of version 1.1 and older hold one text, "submission-exercise" or ""."""
        if isinstance(data, str):
            submission, _, exercise = data.partition("-")
            return Fingerprint(submission, exercise)
        return Fingerprint(**data)


@dataclass(frozen=True)
class Record:
    """One submission, marked."""

    exercise: str
    tasks: tuple[TaskResult, ...]
    walls: tuple[str, ...]  # which walls stood while her code ran
    student: str = ""
    time: str = ""  # UTC, ISO 8601
    seed: str = ""  # hexadecimal; replays the mark. Never shown to a student
    seconds: float = 0.0
    flags: tuple[str, ...] = ()  # for the teacher: needs a look
    notes: tuple[str, ...] = ()  # for student and teacher: repairs, cells that stopped
    fingerprint: Fingerprint = Fingerprint()

    @property
    def score(self) -> float:
        return sum(task.score for task in self.tasks)

    @property
    def max_score(self) -> float:
        return sum(task.max_score for task in self.tasks)

    @property
    def passed(self) -> bool:
        return all(task.verdict is Verdict.PASSED for task in self.tasks)

    @property
    def graded(self) -> bool:
        return all(task.verdict is not Verdict.NOT_GRADED for task in self.tasks)

    def to_json(self, *, private: bool = False) -> dict[str, Any]:
        """The contract's JSON; with `private` the fields that stay with the teacher."""
        data: dict[str, Any] = {
            "exercise": self.exercise,
            "score": self.score,
            "max_score": self.max_score,
            "tasks": [_task_to_json(task) for task in self.tasks],
            "walls": list(self.walls),
        }
        if private:
            data |= {
                "student": self.student,
                "time": self.time,
                "seed": self.seed,
                "seconds": self.seconds,
                "flags": list(self.flags),
                "notes": list(self.notes),
                "fingerprint": asdict(self.fingerprint),
            }
        return data

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Record":
        """Read back what `to_json(private=True)` wrote."""
        return Record(
            exercise=data["exercise"],
            tasks=tuple(_task_from_json(task) for task in data["tasks"]),
            walls=tuple(data["walls"]),
            student=data.get("student", ""),
            time=data.get("time", ""),
            seed=data.get("seed", ""),
            seconds=data.get("seconds", 0.0),
            flags=tuple(data.get("flags", ())),
            notes=tuple(data.get("notes", ())),
            fingerprint=Fingerprint.from_json(data.get("fingerprint", "")),
        )


def _task_to_json(task: TaskResult) -> dict[str, Any]:
    mistake, example = task.mistake, task.counterexample
    return {
        "task": task.task,
        "score": task.score,
        "max_score": task.max_score,
        "verdict": str(task.verdict),
        "message": task.message,
        "tests": [{"name": t.name, "verdict": str(t.verdict), "message": t.message} for t in task.tests],
        "mistake": None
        if mistake is None
        else {"id": mistake.id, "belief": mistake.belief, "hint": mistake.hint, "read": mistake.read},
        "counterexample": None
        if example is None
        else {"arguments": dict(example.arguments), "expected": example.expected, "got": example.got},
    }


def _task_from_json(data: Mapping[str, Any]) -> TaskResult:
    mistake, example = data["mistake"], data["counterexample"]
    return TaskResult(
        task=data["task"],
        score=data["score"],
        max_score=data["max_score"],
        verdict=Verdict(data["verdict"]),
        message=data["message"],
        tests=tuple(TestResult(t["name"], Verdict(t["verdict"]), t["message"]) for t in data["tests"]),
        mistake=None if mistake is None else Mistake(**mistake),
        counterexample=None if example is None else Counterexample(**example),
    )
