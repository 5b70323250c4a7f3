"""The place of a mistake: a line of the student's code in which a small edit makes every hidden test pass.

The box builds and runs the candidates; what they give is compared here, first on the counterexample, then on the
inputs that tell mistakes apart; the hidden tests have the last word, in a fresh process that holds the edited function.
So a place is proven. Which edit it was is never shown: that would be the answer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.marking import testing, trial
from autograder.marking.answering import Answering, behaviour
from autograder.marking.asked import Asking, Known, Question, likeness
from autograder.marking.counterexample import Found
from autograder.marking.testing import HiddenTests
from autograder.marking.values import same
from autograder.plain_text import plain
from autograder.verdict import Verdict, WrongLine
from autograder.wall.boxed import BoxedNotebook, Edited
from autograder.wall.claims import StudentFault, Tried

SECONDS = 2.0  # for one task, the tests of the last step included
FIRST_ORDER = 1.4  # of the seconds, for single edits; the rest is for pairs
AT_ONCE = 400  # candidates of one question to the box
MOST = 10_000  # candidates
NEAR = 100  # second edits, sorted by their distance from the first
MOST_RIGHT = 40  # candidates that are right on the counterexample alone
MOST_CHECKED = 8  # inputs on which a candidate must be right before the tests are asked
PROMISING = 12  # first edits that are better than the answer, each tried with a second one


def find(
    exercise: Exercise,
    tests: HiddenTests,
    answer: Answering,
    shown: Found | None,
    known: Sequence[Known],
    right: Sequence[tuple[str, str]],
    seed: bytes,
) -> WrongLine | None:
    """Where a small edit makes all tests pass; None when none was found in time.

    `shown` is the counterexample, `known` are more inputs; `right` are functions of right answers, by name.
    """
    task, notebook = answer.task, answer.notebook
    wrong_on = shown or next(wrong_ones(tests, task.name, answer, known), None)
    if wrong_on is None:  # what it gives is right, but not how: another way may pass
        wrong_on = next(((arguments, expected, expected) for arguments, expected in known), None)
    if wrong_on is None:
        return None

    def all_pass() -> bool:
        asked = Answering(notebook, task)
        results = (trial.run(test, asked, seed, tests, exercise) for test in tests.of(task.name))
        passed = all(result.verdict is Verdict.PASSED for result in results)
        again = testing.Draw(seed, task.name, "again")
        return passed and trial.repeat(asked, again).verdict is Verdict.PASSED

    search = _Search(task, tests, notebook, Edited(task.name, right, task.not_allowed), all_pass)
    arguments, expected, got = wrong_on
    first = search.asking.question(arguments, expected)
    if first is None:
        return None
    asked = [question for each in known for question in [search.asking.question(*each)] if question]
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
    question: Question


class _Search:
    def __init__(
        self, task: Task, tests: HiddenTests, notebook: BoxedNotebook, edited: Edited, all_pass: Callable[[], bool]
    ):
        self.notebook, self.edited, self.all_pass = notebook, edited, all_pass
        self.asking = Asking(task.name, tests)
        self.clock, self.began = notebook.clock, notebook.clock.now()
        self.ends = min(notebook.deadline, self.began + SECONDS)
        self.others: list[Question] = []

    def run(self, first: Question, got: Any) -> WrongLine | None:
        score = likeness(got, first.expected)
        right: list[Tried] = []  # on the counterexample, but not everywhere
        better: list[_Base] = []
        for tried in self._candidates(-1, first, FIRST_ORDER):
            value = self.asking.value(tried.gave[0], first)
            reached = likeness(value, first.expected)
            if same(value, first.expected):
                if self._is_right(-1, tried) and (line := self._line(tried)):
                    return line
                right.append(tried)
            elif reached > score:
                better.append(_Base(reached, tried, first))
        better += filter(None, map(self._base, right[:MOST_RIGHT]))
        better.sort(key=lambda base: -base.score)
        for start, most in ((0, NEAR), (NEAR, AT_ONCE)):  # the same line and the same kind first, for all of them
            for base in better[:PROMISING]:
                second = self._second(base, start, most) if self._line(base.tried) else None
                if second is not None:
                    return self._line(base.tried, second)
        return None

    def _base(self, tried: Tried) -> "_Base | None":
        """A candidate that is right on the counterexample: on how many other inputs, and on which one not."""
        if self.clock.past(self.ends):
            return None
        _, again = self._attempt(-1, tried.number, self.others, 1)
        gave = again[0].gave if again else ()
        right = [same(self.asking.value(*pair), pair[1].expected) for pair in zip(gave, self.others, strict=False)]
        if len(right) < len(self.others) or all(right):
            return None
        return _Base(1 + sum(right) / len(right), tried, self.others[right.index(False)])

    def _second(self, base: "_Base", start: int, most: int) -> Tried | None:
        """The one of these second edits that makes the first one right everywhere."""
        number, question = base.tried.number, base.question
        for tried in self._candidates(number, question, SECONDS, start, most):
            if same(self.asking.value(tried.gave[0], question), question.expected) and self._is_right(number, tried):
                return tried
        return None

    def _candidates(
        self, base: int, question: Question, seconds: float, start: int = 0, most: int = MOST
    ) -> Iterator[Tried]:
        number, more, ends = start, True, min(self.ends, self.began + seconds)
        while more and number < start + most and not self.clock.past(ends):
            more, tried = self._attempt(base, number, [question], min(AT_ONCE, start + most - number))
            yield from tried
            number = tried[-1].number + 1 if tried else number + 1

    def _attempt(self, base: int, first: int, questions: Sequence[Question], most: int) -> tuple[bool, list[Tried]]:
        calls = [question.call for question in questions]
        return self.notebook.attempt(self.edited, base, first, calls, self.ends, most)

    def _wrong_on(self, base: int, tried: Tried) -> Question | None:
        """The first of the other inputs on which a candidate is wrong; the last one, if it fails a hidden test."""
        for question in list(self.others):
            _, again = self._attempt(base, tried.number, [question], 1)
            gave = again[0].gave[0] if again and again[0].gave else ()
            if not same(self.asking.value(gave, question), question.expected):
                self.others.remove(question)  # the next candidate is asked this one first
                self.others.insert(0, question)
                return question
        with self.notebook.with_edit(self.edited, base, tried.number, self.ends):
            return None if self.all_pass() else self.others[-1]

    def _is_right(self, base: int, tried: Tried) -> bool:
        return self._wrong_on(base, tried) is None

    def _line(self, tried: Tried, second: Tried | None = None) -> WrongLine | None:
        """The line in the student's own file; None for the given code, or for a line that is not there."""
        line, cell = tried.lines[0], tried.cell
        at = self.notebook.place(cell, line)
        lines = self.notebook.cells[cell - 1].source.split("\n") if at is not None and not at.given else []
        if at is None or not 1 <= line <= len(lines):
            return None
        more = [*tried.lines[1:], *(second.lines if second else ())]
        if more and {*more} == {line} and re.fullmatch(r"return \w+", lines[line - 1].strip()):
            return None  # a line that only hands on what others made: it goes round the line at fault
        shift = at.line - line
        also = tuple(other + shift for other in more) if second is None or second.cell == cell else ()
        return WrongLine(at, plain(lines[line - 1].strip(), 200), 1 + len(more), also, tried.is_missing)
