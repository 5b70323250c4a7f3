"""What marking one submission yields: frozen records, and their JSON.

`mark --json` prints `Record.to_json()`, on which other programs rely. `classroom/records/` keeps
`to_json(private=True)`, which reports, exports and regrades read back. `words` says what is data here.

Sentences are made in English, and a record keeps under `sentences` what they are made of, so that `Record.again` says
them in any language: nobody is marked anew for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from autograder.language import ENGLISH, Sentence, again, from_json, speaking, to_json


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


class Reason(StrEnum):
    """Why a test or a task did not pass, where the verdict alone does not say what follows from it."""

    STUB = "STUB"  # the stub's NotImplementedError is still there
    EMPTY = "EMPTY"  # the function has no statements but `pass` and the like
    NEEDS_OTHER_TASK = "NEEDS_OTHER_TASK"  # it calls a task whose stub is still there
    KEEPS_STATE = "KEEPS_STATE"  # two equal calls gave two answers
    UNREADABLE = "UNREADABLE"  # the file could not be read, so it was not run


class FlagKind(StrEnum):
    """Why a teacher should look at a submission."""

    UNREADABLE = "UNREADABLE"  # the file could not be read
    NO_FUNCTION = "NO_FUNCTION"  # no task is defined in it
    NOT_ALLOWED = "NOT_ALLOWED"
    NOT_GRADED = "NOT_GRADED"


@dataclass(frozen=True)
class Flag:
    """A submission that a teacher should look at, and why."""

    kind: FlagKind
    task: str = ""  # "" for the whole file
    message: str = ""  # what the student reads about it


@dataclass(frozen=True)
class Place:
    """A line in the student's own file."""

    cell: int | None  # number among the code cells, from 1; None in a Python file
    line: int  # from 1, in the cell or in the Python file
    given: bool = False  # in code that the grader put in, which the student's file does not hold


@dataclass(frozen=True)
class TestResult:
    """One hidden test."""

    __test__ = False  # not a pytest class

    name: str  # the test's docstring: the line that the student reads
    verdict: Verdict
    message: str = ""
    reason: Reason | None = None
    worth: float = 0.0  # points that it earns when it passes; 0 where a task is worth all or nothing


@dataclass(frozen=True)
class Mistake:
    """A wrong belief that the answer behaves like, and nothing else does."""

    id: str
    belief: str  # what the student takes for true: "the maps are averaged."
    hint: str
    read: str  # what clears it up: page#anchor of the book (the anchor may be missing), a web address, or ""
    refuted: str = ""  # why it is not so, with a number of the counterexample; "" where that cannot be shown

    @property
    def page(self) -> str:
        """The page of the section, without its ending: `book/01-multi-input-channels`."""
        return self.read.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The label of the section on its page, or ""."""
        return self.read.partition("#")[2]

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is to be read outside of the book, at a web address."""
        return self.read.startswith(("https://", "http://"))

    @property
    def again(self) -> str:
        """What to read again, in words: the page's own name where the book has no address."""
        return self.read if self.is_elsewhere else self.page.rpartition("/")[2]

    def address(self, book: str) -> str:
        """The address of the section, "" where there is none; `book` is that of the built book."""
        if self.is_elsewhere or not (book and self.read):
            return self.read if self.is_elsewhere else ""
        return f"{book}/{self.page}.html" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Counterexample:
    """The smallest input found on which the answer is wrong; values as `written.to_data` writes them.

    In JSON a list is an array as a tuple is; `brackets` says which is which, where there is a list.
    """

    arguments: Mapping[str, Any]
    expected: Any
    got: Any

    def to_json(self) -> dict[str, Any]:
        """As `mark --json` and records hold it."""
        values = {f"arguments.{name}": value for name, value in self.arguments.items()}
        values |= {"expected": self.expected, "got": self.got}
        opened: dict[str, list[str]] = {where: [] for where in values}
        arrays = {where: _as_arrays(value, opened[where]) for where, value in values.items()}
        brackets = {where: "".join(signs) for where, signs in opened.items() if "[" in signs}
        data = {
            "arguments": {name: arrays[f"arguments.{name}"] for name in self.arguments},
            "expected": arrays["expected"],
            "got": arrays["got"],
        }
        return data | ({"brackets": brackets} if brackets else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Of a record, older ones too, which know tuples alone."""
        brackets = data.get("brackets", {})
        arguments = {
            name: _as_lists(value, iter(brackets.get(f"arguments.{name}", "")))
            for name, value in data["arguments"].items()
        }
        ends = {where: _as_lists(data[where], iter(brackets.get(where, ""))) for where in ("expected", "got")}
        return cls(arguments, **ends)


def _as_arrays(value: Any, opened: list[str]) -> Any:
    """The value with arrays for its lists and tuples; `opened` gets the bracket of each, outer ones first."""
    if _holds_values(value):
        return {key: _as_arrays(held, opened) for key, held in value.items()}
    is_list = isinstance(value, Mapping) and "list" in value
    if not is_list and not isinstance(value, list):
        return value
    opened.append("[" if is_list else "(")
    return [_as_arrays(item, opened) for item in (value["list"] if is_list else value)]


def _as_lists(value: Any, opened: Iterator[str]) -> Any:
    """The value as it was before `_as_arrays`."""
    if _holds_values(value):
        return {key: _as_lists(held, opened) for key, held in value.items()}
    if not isinstance(value, list):
        return value
    is_list = next(opened, "(") == "["
    items = [_as_lists(item, opened) for item in value]
    return {"list": items} if is_list else items


def _holds_values(value: Any) -> bool:
    """Whether this is a dict, a set or an object with fields: the kinds that may hold a list."""
    return isinstance(value, Mapping) and not {"dict", "set", "record"}.isdisjoint(value)


@dataclass(frozen=True)
class WrongLine:
    """The line at fault, proven: a few edits, the first of them in it, make all tests pass. Which ones is not said."""

    at: Place
    text: str
    edits: int
    also: tuple[int, ...] = ()  # where the other edits are, if in the same cell
    is_missing: bool = False  # something is missing behind this line


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
    reason: Reason | None = None
    place: WrongLine | None = None
    also: tuple[str, ...] = ()  # what else is missing, in words

    @property
    def answered(self) -> bool:
        """Whether the student has written something."""
        return self.reason not in (Reason.STUB, Reason.EMPTY)

    @property
    def by_tests(self) -> bool:
        """Whether each test earns its part of the points."""
        return any(test.worth for test in self.tests)


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
    walls: tuple[str, ...]  # which walls were up while the student's code ran
    student: str = ""
    time: str = ""  # UTC, ISO 8601
    seed: str = ""  # hexadecimal; replays the mark. Never shown to a student
    seconds: float = 0.0  # for the marking, without waiting for a processor
    notes: tuple[str, ...] = ()  # for student and teacher: repairs, cells that stopped
    fingerprint: Fingerprint = Fingerprint()
    unreadable: str = ""  # why the file could not be read; records of version 1.1 say it in their tasks alone

    @property
    def score(self) -> float:
        return sum(task.score for task in self.tasks)

    @property
    def max_score(self) -> float:
        return sum(task.max_score for task in self.tasks)

    @property
    def passed(self) -> bool:
        return all(task.verdict is Verdict.PASSED for task in self.tasks) and not self.unreadable

    @property
    def graded(self) -> bool:
        return all(task.verdict is not Verdict.NOT_GRADED for task in self.tasks)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Why a teacher should look at this submission; empty for most."""
        reasons = [task.message for task in self.tasks if task.reason is Reason.UNREADABLE]
        if reasons or self.unreadable:
            return (Flag(FlagKind.UNREADABLE, message=[*reasons, self.unreadable][0]),)
        if self.tasks and all(task.verdict is Verdict.MISSING for task in self.tasks):
            return (Flag(FlagKind.NO_FUNCTION),)
        kinds = {Verdict.NOT_ALLOWED: FlagKind.NOT_ALLOWED, Verdict.NOT_GRADED: FlagKind.NOT_GRADED}
        return tuple(Flag(kinds[task.verdict], task.task, task.message) for task in self.tasks if task.verdict in kinds)

    def to_json(self, *, private: bool = False) -> dict[str, Any]:
        """What `mark --json` prints; with `private` also what stays with the teacher."""
        data: dict[str, Any] = {
            "exercise": self.exercise,
            "score": self.score,
            "max_score": self.max_score,
            "tasks": [_task_to_json(task, private) for task in self.tasks],
            "walls": list(self.walls),
        }
        if private:
            data |= {
                "student": self.student,
                "time": self.time,
                "seed": self.seed,
                "seconds": self.seconds,
                "notes": list(self.notes),
                "fingerprint": asdict(self.fingerprint),
                "unreadable": self.unreadable,
            }
            data["sentences"] = {text: to_json(sentence) for text, sentence in _sentences(data)}
        return data

    def again(self) -> "Record":
        """The record with all that a student reads in the language that is being spoken."""
        return replace(
            self,
            tasks=tuple(_task_again(task) for task in self.tasks),
            notes=tuple(map(again, self.notes)),
            unreadable=again(self.unreadable),
        )

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Record":
        """Read back what `to_json(private=True)` wrote."""
        kept = data.get("sentences", {})
        with speaking(ENGLISH):  # in which they are kept
            data = _with_sentences({key: data[key] for key in data if key != "sentences"}, kept)
        return Record(
            exercise=data["exercise"],
            tasks=tuple(_task_from_json(task, data) for task in data["tasks"]),
            walls=tuple(data["walls"]),
            student=data.get("student", ""),
            time=data.get("time", ""),
            seed=data.get("seed", ""),
            seconds=data.get("seconds", 0.0),
            notes=tuple(data.get("notes", ())),
            fingerprint=Fingerprint.from_json(data.get("fingerprint", "")),
            unreadable=data.get("unreadable", ""),
        )


def _sentences(data: Any) -> Iterator[tuple[str, Sentence]]:
    """All sentences with fields in the data of a record, by their texts; of others the text is enough."""
    if isinstance(data, Sentence) and data.fields:
        yield str(data), data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _sentences(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _sentences(value)


def _with_sentences(data: Any, kept: Mapping[str, Any]) -> Any:
    """The data of a record, with a sentence in the place of each text of which is kept what it is made of."""
    if isinstance(data, str):
        return from_json(kept[data]) if data in kept else data
    if isinstance(data, Mapping):
        return {key: _with_sentences(value, kept) for key, value in data.items()}
    return [_with_sentences(value, kept) for value in data] if isinstance(data, list) else data


def _task_again(task: TaskResult) -> TaskResult:
    mistake = task.mistake
    if mistake:
        said = {name: again(getattr(mistake, name)) for name in ("belief", "hint", "refuted")}
        mistake = replace(mistake, **said)
    return replace(
        task,
        message=again(task.message),
        tests=tuple(replace(test, name=again(test.name), message=again(test.message)) for test in task.tests),
        mistake=mistake,
        also=tuple(map(again, task.also)),
    )


def _task_to_json(task: TaskResult, private: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "task": task.task,
        "score": task.score,
        "max_score": task.max_score,
        "verdict": str(task.verdict),
        "message": task.message,
        "tests": [_test_to_json(test, private) for test in task.tests],
        "mistake": asdict(task.mistake) if task.mistake else None,
        "counterexample": task.counterexample.to_json() if task.counterexample else None,
        "place": _place_to_json(task.place) if task.place else None,
        "also": list(task.also),
    }
    return data | ({"reason": task.reason} if private else {})


def _place_to_json(line: WrongLine) -> dict[str, Any]:
    """A Python file counts as one cell."""
    return {"cell": line.at.cell or 1, "line": line.at.line, "text": line.text, "edits": line.edits} | {
        key: value for key, value in (("also", list(line.also)), ("missing", line.is_missing)) if value
    }


def _test_to_json(test: TestResult, private: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"name": test.name, "verdict": str(test.verdict), "message": test.message}
    data |= {"worth": test.worth} if test.worth else {}
    return data | ({"reason": test.reason} if private else {})


def _task_from_json(data: Mapping[str, Any], record: Mapping[str, Any]) -> TaskResult:
    mistake, example = data["mistake"], data["counterexample"]
    if mistake:
        mistake = Mistake(**{**mistake, "belief": mistake["belief"].removeprefix("Believes that ")})  # 1.1 and older
    return TaskResult(
        task=data["task"],
        score=data["score"],
        max_score=data["max_score"],
        verdict=Verdict(data["verdict"]),
        message=data["message"],
        tests=tuple(
            TestResult(
                test["name"],
                Verdict(test["verdict"]),
                test["message"],
                _reason(test.get("reason")),
                test.get("worth", 0.0),
            )
            for test in data["tests"]
        ),
        mistake=mistake,
        counterexample=None if example is None else Counterexample.from_json(example),
        place=_place_from_json(data["place"]) if data.get("place") else None,
        also=tuple(data.get("also", ())),
        reason=_reason(data["reason"] if "reason" in data else _reason_of_old(data, record)),
    )


def _place_from_json(data: Mapping[str, Any]) -> WrongLine:
    return WrongLine(
        Place(data["cell"], data["line"]),
        data["text"],
        data["edits"],
        tuple(data.get("also", ())),
        data.get("missing", False),
    )


def _reason(name: str | None) -> Reason | None:
    return None if name is None else Reason(name)


def _reason_of_old(task: Mapping[str, Any], record: Mapping[str, Any]) -> Reason | None:
    """Records of version 1.1 and older tell it by their sentences alone."""
    if task["message"].startswith("This task is not answered yet"):
        return Reason.STUB
    unreadable = task["verdict"] == Verdict.MISSING and list(record.get("flags", ())) == [task["message"]]
    return Reason.UNREADABLE if unreadable else None
