"""The place of a mistake: a line of the student's code in which a small edit makes every hidden test pass.

The box builds and runs the candidates; what they give is compared here, first on the counterexample, then on the
inputs that tell mistakes apart; the hidden tests have the last word, in a fresh process that holds the edited function.
So a place is proven. Which edit it was is never shown: that would be the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.exercise import Task
from autograder.marking.answering import Answering, behaviour
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Changes, Raises, from_wire, same, to_wire
from autograder.plain_text import plain
from autograder.torch_if_there import torch
from autograder.verdict import WrongLine
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import Raised, StudentFault, Tried

SECONDS = 2.0  # for one task, the tests of the last step included
FIRST_ORDER = 1.4  # of the seconds, for single edits; the rest is for pairs
AT_ONCE = 400  # candidates of one question to the box
MOST = 10_000  # candidates
NEAR = 100  # second edits, sorted by their distance from the first
MOST_RIGHT = 40  # candidates that are right on the counterexample alone
MOST_CHECKED = 8  # inputs on which a candidate must be right before the tests are asked
PROMISING = 12  # first edits that are better than the answer, each tried with a second one
Known = tuple[dict[str, Any], Any]  # arguments, and the right answer to them


@dataclass(frozen=True, eq=False)  # tensors have no one answer to ==
class _Question:
    """One input as the box is asked about it."""

    arguments: dict[str, Any]
    expected: Any
    call: tuple


def find(
    task: Task,
    tests: HiddenTests,
    notebook: BoxedNotebook,
    wrong_on: tuple[dict[str, Any], Any, Any],
    others: Sequence[Known],
    all_pass: Callable[[], bool],
) -> WrongLine | None:
    """Where a small edit makes all tests pass; None when none was found in time.

    `wrong_on` is an input on which the answer is wrong, the right answer and its own; `others` are more inputs;
    `all_pass` runs the hidden tests.
    """
    search = _Search(task, tests, notebook, all_pass)
    arguments, expected, got = wrong_on
    first = search.question(arguments, expected)
    if first is None:
        return None
    asked = [question for known in others for question in [search.question(*known)] if question]
    search.others = [*asked[:MOST_CHECKED], first]
    try:
        return search.run(first, got)
    except StudentFault:  # a candidate ended the process or hung in it
        return None
    finally:
        notebook.forget()


def wrong_ones(
    tests: HiddenTests, task: str, answer: Answering, inputs: Sequence[Known]
) -> Iterator[tuple[dict[str, Any], Any, Any]]:
    """Arguments, expected and got of the inputs on which the answer is wrong."""
    for arguments, expected in inputs:
        try:
            got = behaviour(tests, task, answer, arguments)
        except StudentFault:
            return
        if not same(got, expected):
            yield arguments, expected, got


@dataclass(frozen=True, eq=False)
class _Base:
    """A first edit that is better than the answer, and the input on which a second one is tried."""

    score: float
    tried: Tried
    question: _Question


class _Search:
    def __init__(self, task: Task, tests: HiddenTests, notebook: BoxedNotebook, all_pass: Callable[[], bool]):
        self.task, self.tests, self.notebook, self.all_pass = task, tests, notebook, all_pass
        self.clock, self.began = notebook.clock, notebook.clock.now()
        self.ends = min(notebook.deadline, self.began + SECONDS)
        self.others: list[_Question] = []

    def question(self, arguments: dict[str, Any], expected: Any) -> _Question | None:
        """The one call that the behaviour on these arguments hangs on; None where it is more than a call."""
        recorder = _Recorder()
        try:
            self.tests.ask(self.task.name, recorder, arguments)
        except _AskedError as asked:
            return _Question(arguments, expected, asked.call)
        except Exception:
            return None
        return None

    def run(self, first: _Question, got: Any) -> WrongLine | None:
        score = _score(got, first.expected)
        right: list[Tried] = []  # on the counterexample, but not everywhere
        better: list[_Base] = []
        for tried in self._candidates(-1, first, FIRST_ORDER):
            value = self._value(tried.gave[0], first)
            reached = _score(value, first.expected)
            if same(value, first.expected):
                if self._wrong_on(-1, tried) is None:
                    return self._place(tried, 1)
                right.append(tried)
            elif reached > score:
                better.append(_Base(reached, tried, first))
        better += filter(None, map(self._base, right[:MOST_RIGHT]))
        better.sort(key=lambda base: -base.score)
        for start, most in ((0, NEAR), (NEAR, AT_ONCE)):  # the same line and the same kind first, for all of them
            for base in better[:PROMISING]:
                if self._mended_by_two(base, start, most):
                    return self._place(base.tried, 2)
        return None

    def _base(self, tried: Tried) -> "_Base | None":
        """A candidate that is right on the counterexample: on how many other inputs, and on which one not."""
        if self.clock.past(self.ends):
            return None
        _, again = self._attempt(-1, tried.number, self.others, 1)
        gave = again[0].gave if again else ()
        right = [same(self._value(*pair), pair[1].expected) for pair in zip(gave, self.others, strict=False)]
        if len(right) < len(self.others) or all(right):
            return None
        return _Base(1 + sum(right) / len(right), tried, self.others[right.index(False)])

    def _mended_by_two(self, base: "_Base", start: int, most: int) -> bool:
        """Whether one of these second edits makes the first one right everywhere."""
        number, question = base.tried.number, base.question
        for tried in self._candidates(number, question, SECONDS, start, most):
            if same(self._value(tried.gave[0], question), question.expected) and self._wrong_on(number, tried) is None:
                return True
        return False

    def _candidates(
        self, base: int, question: _Question, seconds: float, start: int = 0, most: int = MOST
    ) -> Iterator[Tried]:
        number, more, ends = start, True, min(self.ends, self.began + seconds)
        while more and number < start + most and not self.clock.past(ends):
            more, tried = self._attempt(base, number, [question], min(AT_ONCE, start + most - number))
            yield from tried
            number = tried[-1].number + 1 if tried else number + 1

    def _attempt(self, base: int, first: int, questions: Sequence[_Question], most: int) -> tuple[bool, list[Tried]]:
        calls = [question.call for question in questions]
        return self.notebook.attempt(self.task.name, base, first, calls, self.task.not_allowed, self.ends, most)

    def _value(self, gave: tuple, question: _Question) -> Any:
        """The behaviour that a candidate claims, seen through the exercise's `@ask`."""
        match gave:
            case ("gave", claim):
                return self._asked(_Replies(from_wire(claim)), question)
            case ("raised", kind, bases):
                return self._asked(_Replies(Raised(kind, bases, "", 0, 0)), question)
        return Changes("")

    def _asked(self, answer: "_Replies", question: _Question) -> Any:
        try:
            return self.tests.ask(self.task.name, answer, question.arguments)
        except Raised as raised:
            return Raises(raised.kind, raised.bases)

    def _wrong_on(self, base: int, tried: Tried) -> _Question | None:
        """The first of the other inputs on which a candidate is wrong; the last one, if it fails a hidden test."""
        for question in list(self.others):
            _, again = self._attempt(base, tried.number, [question], 1)
            gave = again[0].gave[0] if again and again[0].gave else ()
            if not same(self._value(gave, question), question.expected):
                self.others.remove(question)  # the next candidate is asked this one first
                self.others.insert(0, question)
                return question
        with self.notebook.with_edit(self.task.name, base, tried.number, self.ends):
            return None if self.all_pass() else self.others[-1]

    def _place(self, tried: Tried, edits: int) -> WrongLine | None:
        """The line in the student's own file; None for the given code, or for a line that is not there."""
        at = self.notebook.place(tried.cell, tried.line)
        lines = self.notebook.cells[tried.cell - 1].source.split("\n") if at is not None and not at.given else []
        if at is None or not 1 <= tried.line <= len(lines):
            return None
        return WrongLine(at, plain(lines[tried.line - 1].strip(), 200), edits)


def _score(value: Any, expected: Any) -> float:
    """How near a wrong value is to the right one, from 0 to 1: an exception, another type, shape, numbers."""
    if isinstance(value, Raises | Changes):
        return 0.0
    if isinstance(expected, torch.Tensor):
        if not isinstance(value, torch.Tensor):
            return 0.1
        if value.shape != expected.shape:
            sizes = zip(value.shape, expected.shape, strict=False)
            alike = sum(a == b for a, b in sizes) / max(value.dim(), expected.dim())
            return 0.2 + 0.1 * (value.dim() == expected.dim()) + 0.1 * alike
        if value.dtype != expected.dtype:
            return 0.5
        return 0.6 + 0.4 * float(torch.isclose(value, expected, rtol=1e-4, atol=1e-4).float().mean())
    if isinstance(expected, tuple | list) and isinstance(value, tuple | list) and len(value) == len(expected):
        return 0.5 + 0.5 * sum(map(same, value, expected)) / max(len(expected), 1)
    return 0.3 if type(value) is type(expected) else 0.1


class _AskedError(Exception):
    def __init__(self, call: tuple):
        super().__init__()
        self.call = call


class _Recorder:
    """Stands for an answer, and stops at the first call."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def record(*arguments: Any, **options: Any) -> Any:
            wired = [(key, to_wire(value)) for key, value in options.items()]
            raise _AskedError((name, tuple(map(to_wire, arguments)), wired))

        return record


class _Replies:
    """Stands for an answer, and gives what was claimed."""

    def __init__(self, value: Any):
        self._value = value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def reply(*_: Any, **__: Any) -> Any:
            if isinstance(self._value, Raised):
                raise self._value
            return self._value

        return reply
