"""An exercise, as its folder says it: the folder is the plug-in. Nothing here knows an exercise by name."""

import ast
import math
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.hand_in import HandIn
from autograder.errors import CourseError, WrongUse
from autograder.language import ENGLISH, languages, listed, phrase, say, say_count, speaking

# what a task may forbid, and how students read it
POLICIES = {
    "convolution": phrase(
        "a ready-made convolution or correlation, whichever library it is from (`conv2d`, `nn.Conv2d`, `conv1d`, "
        "`conv3d`, SciPy's `correlate` and `convolve`)"
    ),
    "d2l.corr2d": phrase("`d2l.corr2d`"),
    "layers": phrase("building or running a layer"),
    "unfold": phrase("`unfold`"),
}
WITH_EXAMPLE = ("full", "example")  # the kinds of feedback in which a student sees the counterexample
DATA = "data"  # the folder of an exercise whose files students get beside the notebook


def stub_says(task: str) -> str:
    """The text of the NotImplementedError that the stub of a task raises."""
    return say("write {task} here", task=task)


def whose_stub(text: str) -> str | None:
    """The task whose stub says this; None if these are no stub's words."""
    for language in languages():
        with speaking(language):
            if match := re.fullmatch(stub_says(r"(\w+)"), text):
                return match[1]
    return None


def raised_by_stub(kind: str, text: str) -> bool:
    """Whether this exception says that an answer is not written yet: it is no value of an answer."""
    return kind == "NotImplementedError" and whose_stub(text) is not None


CHECKS = "test_"  # how the id of a checks cell begins


def checks_id(task: str) -> str:
    """nbgrader's id of the cell with the visible checks of a task."""
    return CHECKS + task


def task_of(grade_id: str) -> str:
    """The task or the question to which a cell of this id belongs."""
    return grade_id.removeprefix(CHECKS)


@dataclass(frozen=True)
class Task:
    """One function (or class) that the student writes."""

    name: str  # the name of the function, and the id of the task
    points: float
    arguments: tuple[str, ...]  # their names in a counterexample
    not_allowed: tuple[str, ...]  # policies, see POLICIES
    axes: tuple[str, ...] = ()  # what the axes of the result count, in the singular; () where it is no tensor
    credit: str = "all"  # see CREDIT
    tolerance: tuple[float, float] | None = None  # relative and absolute, of floats; None: the usual one
    practice: str = ""  # how the book's answer box computes what is right, see PRACTICE; empty: there is no box
    public_examples: bool = False  # whether students may have its smallest inputs with their right answers

    @property
    def rule(self) -> str:
        """What is not allowed, as the notebook prints it; "" where everything is."""
        if not self.not_allowed:
            return ""
        *others, last = [say(POLICIES[policy]) for policy in self.not_allowed]
        if not others:
            return say("**Not allowed in this task:** {what}. Everything else is.", what=last)
        return say(
            "**Not allowed in this task:** {what} and {last}. Everything else is.",
            what=listed(others, "{before}, {item}"),
            last=last,
        )

    @property
    def points_rule(self) -> str:
        """How points are given, as the notebook prints it; "" where all tests must pass."""
        if not self.by_tests:
            return ""
        return say_count(
            "**{points} point, test by test:** each hidden test that passes earns its part.",
            "**{points} points, test by test:** each hidden test that passes earns its part.",
            1 if self.points == 1 else 2,
            points=f"{self.points:g}",
        )

    @property
    def by_tests(self) -> bool:
        """Whether each hidden test earns its part of the points."""
        return self.credit == "tests"

    @property
    def checks_id(self) -> str:
        """nbgrader's id of the cell that holds the visible checks and carries the points."""
        return checks_id(self.name)


@dataclass(frozen=True)
class Question:
    """A question in words; a person marks it."""

    name: str
    points: float


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    seconds: float  # for the whole mark, without waiting for a processor, the search for a counterexample included
    call_seconds: float  # for one call of a student's function, without waiting for a processor
    memory_mb: int  # address space that student code may add to the warm box, in MB


@dataclass(frozen=True)
class Exercise:
    """One folder under `solutions/`."""

    id: str  # folder name, stem of the notebook, nbgrader's assignment
    folder: Path
    title: str
    chapter: str  # its page under book/ without the ending; "" in a course without a book
    feedback: str  # how much a student sees of hidden tests, see FEEDBACK
    limits: Limits
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...] = ()
    hand_in: HandIn | None = None
    packages: tuple[str, ...] = ()  # as pip takes them, beside what grading needs
    language: str = ""  # in which its students read, where it is not the course's

    @property
    def data(self) -> Path | None:
        """The files that students get beside the notebook, as `data/`; None where the exercise has none."""
        folder = self.folder / DATA
        return folder if folder.is_dir() else None

    def speaking(self, language: str) -> AbstractContextManager:
        """Say everything in this language, the exercise's own sentences too."""
        return speaking(language, self.folder, self.folder.parent)

    @property
    def languages(self) -> list[str]:
        """The languages of its notebook: English, and those with its words in its folder."""
        return [each for each in languages() if each == ENGLISH or (self.folder / f"words.{each}.po").is_file()]

    @property
    def max_score(self) -> float:
        """Points of the tasks; questions, marked by a person, are not in it."""
        return math.fsum(task.points for task in self.tasks)

    @property
    def asked(self) -> list[tuple[str, float]]:
        """Name and points of each question."""
        return [(question.name, question.points) for question in self.questions]

    @property
    def shows_place(self) -> bool:
        """Whether the line at fault is looked for: only `full` shows it, and the search takes up to two seconds."""
        return self.feedback == "full"

    @property
    def public_tasks(self) -> tuple[Task, ...]:
        """The tasks whose smallest inputs and right answers students may have: those of the book's boxes have them."""
        if self.feedback not in WITH_EXAMPLE:
            return ()
        return tuple(task for task in self.tasks if task.practice or task.public_examples)

    @cached_property
    def probe_source(self) -> str:
        """Code of the exercise that runs in the box beside the student's, or nothing."""
        probe = self.folder / "probe.py"
        if not probe.exists():
            return ""
        try:
            source = probe.read_text(encoding="utf-8")
            ast.parse(source)  # in the box a slip of the author would look like the student's
        except (OSError, SyntaxError, ValueError) as error:
            raise CourseError(f"solutions/{self.id}/probe.py: {error}. Mend it; nothing was marked") from error
        return source

    def task(self, name: str) -> Task:
        for task in self.tasks:
            if task.name == name:
                return task
        raise WrongUse(f"{self.id}: no task '{name}'. Its tasks: {', '.join(t.name for t in self.tasks)}")
