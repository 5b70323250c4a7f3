"""Two gaps at once: an answer that pads with ones and does not look at `groups` behaves like no single belief.

Inputs are told apart by what they ask for: options that are set, pairs, several images. With one or two of these left
aside the answer may behave like exactly one belief; that one is named, and what was left aside is said in words.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import torch

from autograder.course.exercise import Exercise, Task
from autograder.marking.answering import Answering, behaviour
from autograder.marking.mistakes import ENOUGH, Candidate, TellingInput, WrongAnswer, alike
from autograder.marking.testing import HiddenTests, Unmet
from autograder.marking.values import Raises, same
from autograder.wall.claims import StudentFault

PAIRS = "pairs"
MOST_ASIDE = 2  # things that an input asks for, left aside at a time


class Gaps:
    """What one answer gives on the telling inputs, sorted by what they ask for."""

    def __init__(
        self, exercise: Exercise, tests: HiddenTests, task: Task, inputs: Sequence[TellingInput], answer: Answering
    ):
        self._exercise, self._tests, self._task, self._inputs, self._answer = exercise, tests, task, inputs, answer
        required = set.intersection(*(set(given.arguments) for given in inputs)) if inputs else set()
        self._asks = [asks_for(given.arguments, required, task) for given in inputs]
        self._gave: list[Any] = []
        try:
            self._gave = [behaviour(tests, task.name, answer, dict(given.arguments)) for given in inputs]
        except (StudentFault, Unmet):
            self._inputs = ()  # it hangs, dies or changes its arguments: nothing is said
        self._wrong = [not same(got, given.expected) for got, given in zip(self._gave, self._inputs, strict=True)]

    def find(
        self, wrong_answers: Sequence[WrongAnswer], shown: dict[str, Any] | None
    ) -> tuple[WrongAnswer | None, tuple[str, ...]]:
        """The one belief that shows with some of the gaps left aside, and these gaps in words.

        `shown` are the arguments of the counterexample: the belief must be at work there.
        """
        gaps = sorted({ask for asks, wrong in zip(self._asks, self._wrong, strict=False) if wrong for ask in asks})
        if len(alone := self._all_that_is_wrong(gaps, 1)) == 1:
            return None, tuple(map(self._words, alone[0]))
        required = set.intersection(*(set(given.arguments) for given in self._inputs)) if self._inputs else set()
        at_work = asks_for(shown, required, self._task) if shown is not None else set()
        for count in range(1, MOST_ASIDE + 1):
            found: dict[str, tuple[WrongAnswer, tuple[str, ...]]] = {}
            for aside in combinations(gaps, count):
                if not at_work & set(aside):
                    for belief in self._beliefs(wrong_answers, aside):
                        found.setdefault(belief.id, (belief, aside))
            if len(found) == 1:
                belief, aside = next(iter(found.values()))
                return belief, tuple(map(self._words, aside))
            if found:
                return None, ()
        whole = self._all_that_is_wrong(gaps, MOST_ASIDE)
        return None, tuple(map(self._words, whole[0])) if len(whole) == 1 else ()

    def _all_that_is_wrong(self, gaps: Sequence[str], count: int) -> list[tuple[str, ...]]:
        """So many gaps without which the answer is right."""
        return [aside for aside in combinations(gaps, count) if not any(self._without(aside, self._wrong))]

    def _without(self, aside: tuple[str, ...], values: Sequence[Any]) -> list[Any]:
        return [value for value, asks in zip(values, self._asks, strict=False) if not asks & set(aside)]

    def _beliefs(self, wrong_answers: Sequence[WrongAnswer], aside: tuple[str, ...]) -> list[WrongAnswer]:
        """Beliefs that give what the answer gives on every input that asks for nothing of `aside`."""
        left = [index for index, asks in enumerate(self._asks) if not asks & set(aside)]
        left.sort(key=lambda index: not self._wrong[index])  # where the answer is wrong most beliefs part from it
        points, found = self._task.points, dict[str, WrongAnswer]()
        for wrong in wrong_answers:
            if wrong.expected.get(self._task.name, points) < points:
                for coding in range(len(wrong.codings)):
                    if wrong.id not in found and self._agrees(wrong, coding, left):
                        found[wrong.id] = wrong
        return list(found.values())

    def _agrees(self, wrong: WrongAnswer, coding: int, left: Sequence[int]) -> bool:
        candidate = Candidate(wrong, coding)
        for index in left:
            given = self._inputs[index]
            claimed = wrong.behaves(self._exercise, self._tests, self._task.name, coding, index, given.arguments)
            candidate.see(self._gave[index], claimed, given.expected)
            if not candidate.exact:
                return False
        return candidate.agreed >= ENOUGH

    def _words(self, gap: str) -> str:
        """What is missing: `groups` is not looked at, is not handled, or is not right yet."""
        option = gap != PAIRS and not gap.startswith("several")
        called, verb = (f"`{gap}`", "is") if option else (gap.capitalize(), "are")
        wrong = [index for index, asks in enumerate(self._asks) if gap in asks and self._wrong[index]]
        if all(isinstance(self._gave[index], Raises) for index in wrong):
            return f"{called} {verb} not handled."
        if option and all(self._ignored(gap, index) for index in wrong[:ENOUGH]):
            return f"{called} {verb} not looked at."
        return f"{called} {verb} not right yet."

    def _ignored(self, name: str, index: int) -> bool:
        """Whether the answer is the same without this argument."""
        less = {key: value for key, value in self._inputs[index].arguments.items() if key != name}
        try:
            return alike(behaviour(self._tests, self._task.name, self._answer, less), self._gave[index])
        except (StudentFault, Unmet):
            return False


def asks_for(arguments: dict[str, Any], required: set[str], task: Task) -> set[str]:
    """What an input asks for beyond the plain case: options that are set, pairs, several images."""
    asks = {name for name in arguments if name not in required}
    if any(isinstance(value, tuple) for value in arguments.values()):
        asks.add(PAIRS)
    first = next(iter(arguments.values()), None)
    if len(task.axes) == 4 and isinstance(first, torch.Tensor) and len(first) > 1:
        asks.add(f"several {task.axes[0]}s")
    return asks
