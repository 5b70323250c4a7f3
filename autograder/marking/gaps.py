"""Two gaps at once: an answer that pads with ones and does not look at `groups` behaves like no single belief.

Inputs differ by what they ask for: options that are set or left out, pairs, several images, an exception.
With one or two of these left aside the answer may behave like exactly one belief; that one is named, and what was left
aside is said in words.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.marking.expecting import Unmet
from autograder.marking.mistakes import ENOUGH, Behaviours, Candidate, TellingInput, WrongAnswer, alike
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Raises, same
from autograder.torch_if_there import torch
from autograder.wall.claims import StudentFault

PAIRS, REFUSAL = "pairs", "an exception"
PAIR_AS, WITHOUT, SEVERAL = "a pair as ", "without ", "several "
MOST_ASIDE = 2  # things that an input asks for, left aside at a time to find a belief
MOST_TOLD = 3  # gaps that are named where nothing else is wrong
Aside = tuple[str, ...]


class Gaps:
    """What one answer gives on the telling inputs, sorted by what they ask for."""

    def __init__(self, exercise: Exercise, tests: HiddenTests, task: Task, answer: Behaviours):
        self._exercise, self._tests, self._task, self._answer = exercise, tests, task, answer
        self._inputs = answer.inputs
        self._kinds = Kinds(answer.inputs, task)
        self._asks = [self._kinds.of(given.arguments, given.expected) for given in self._inputs]
        try:
            self._gave = [answer[index] for index in range(len(self._inputs))]
        except (StudentFault, Unmet):
            self._inputs, self._asks, self._gave = (), [], []  # it hangs, dies or changes its arguments
        self._wrong = [not same(got, given.expected) for got, given in zip(self._gave, self._inputs, strict=True)]

    def find(
        self, wrong_answers: Sequence[WrongAnswer], shown: tuple[dict[str, Any], Any] | None
    ) -> tuple[WrongAnswer | None, tuple[str, ...]]:
        """The one belief that shows with some of the gaps left aside, and these gaps in words.

        `shown` are the arguments of the counterexample and what is expected: the belief must be at work there.
        """
        gaps = sorted({ask for asks, wrong in zip(self._asks, self._wrong, strict=True) if wrong for ask in asks})
        if alone := self._all_that_is_wrong(gaps, 1):
            return None, self._in_words(alone)
        at_work = self._kinds.of(*shown) if shown is not None else set()
        for count in range(1, MOST_ASIDE + 1):
            found: dict[str, tuple[WrongAnswer, Aside]] = {}
            for aside in self._asides(gaps, count):
                if not at_work & set(aside):
                    for belief in self._beliefs(wrong_answers, aside):
                        found.setdefault(belief.id, (belief, aside))
            if len(found) == 1:
                belief, aside = next(iter(found.values()))
                return belief, self._in_words(aside)
            if found:
                return None, ()
        for count in range(2, MOST_TOLD + 1):
            if whole := self._all_that_is_wrong(gaps, count):
                return None, self._in_words(whole)
        return None, ()

    def _asides(self, gaps: Sequence[str], count: int) -> list[Aside]:
        """So many gaps at a time, those first that leave the most inputs to look at."""
        return sorted(combinations(gaps, count), key=lambda aside: -len(self._left(aside)))

    def _left(self, aside: Aside) -> list[int]:
        """The inputs that ask for nothing of this."""
        return [index for index, asks in enumerate(self._asks) if not asks & set(aside)]

    def _all_that_is_wrong(self, gaps: Sequence[str], count: int) -> Aside | None:
        """So many gaps without which the answer is right; where several explain it, the ones that claim the least."""
        explain = [aside for aside in self._asides(gaps, count) if self._explains(aside)]
        if len(explain) > 1 and len(self._left(explain[0])) == len(self._left(explain[1])):
            return None
        return explain[0] if explain else None

    def _explains(self, aside: Aside) -> bool:
        left = self._left(aside)
        return len(left) >= ENOUGH and not any(self._wrong[index] for index in left)

    def _beliefs(self, wrong_answers: Sequence[WrongAnswer], aside: Aside) -> list[WrongAnswer]:
        """Beliefs that give what the answer gives on every input that asks for nothing of `aside`."""
        left = self._left(aside)
        left.sort(key=lambda index: not self._wrong[index])  # where the answer is wrong most beliefs part from it
        found = dict[str, WrongAnswer]()
        for wrong in wrong_answers:
            if self._task.name in wrong.wrong_in:
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

    def _in_words(self, aside: Aside) -> tuple[str, ...]:
        return tuple(self._words(gap, set(aside) - {gap}) for gap in aside)

    def _words(self, gap: str, others: set[str]) -> str:
        """What is missing: `groups` is not looked at, is not handled, or is not right yet."""
        if gap == REFUSAL:
            return "Where an exception is asked for, none is raised."
        wrong = [index for index, asks in enumerate(self._asks) if gap in asks and self._wrong[index]]
        wrong = [index for index in wrong if not self._asks[index] & others] or wrong
        if all(isinstance(self._gave[index], Raises) for index in wrong):
            return f"{_called(gap)} not handled."
        if gap in self._kinds.options and all(self._ignored(gap, index) for index in wrong[:ENOUGH]):
            return f"{_called(gap)} not looked at."
        return f"{_called(gap)} not right yet."

    def _ignored(self, name: str, index: int) -> bool:
        """Whether the answer is the same without this argument."""
        try:
            return alike(self._answer.without(name, index), self._gave[index])
        except (StudentFault, Unmet):
            return False


def _called(gap: str) -> str:
    """The gap as the subject of a sentence, with its verb."""
    if gap.startswith(PAIR_AS):
        return f"A pair as `{gap.removeprefix(PAIR_AS)}` is"
    if gap.startswith(WITHOUT):
        return f"A call without `{gap.removeprefix(WITHOUT)}` is"
    if gap == PAIRS or gap.startswith(SEVERAL):
        return f"{gap.capitalize()} are"
    return f"`{gap}` is"


class Kinds:
    """What the inputs of a task ask for beyond the plain case."""

    def __init__(self, inputs: Sequence[TellingInput], task: Task):
        given = [each.arguments for each in inputs]
        names = dict.fromkeys(name for arguments in given for name in arguments)
        self.options = [name for name in names if any(name not in arguments for arguments in given)]
        # what is a tensor or nothing: to leave it out is a case of its own
        self._may_lack = [name for name in self.options if _types(given, name) == {torch.Tensor}]
        self._pairs = [name for name in names if {int, tuple} <= _types(given, name)]
        self._task = task

    def of(self, arguments: dict[str, Any], expected: Any) -> set[str]:
        """What this input asks for."""
        return set(self._asked(arguments, expected))

    def _asked(self, arguments: dict[str, Any], expected: Any) -> Iterator[str]:
        yield from (name for name in arguments if name in self.options)
        yield from (WITHOUT + name for name in self._may_lack if name not in arguments)
        pairs = [name for name in self._pairs if isinstance(arguments.get(name), tuple)]
        yield from (PAIR_AS + name for name in pairs)
        if pairs and len(self._pairs) > 1:  # of one argument alone it would say the same twice
            yield PAIRS
        if isinstance(expected, Raises):
            yield REFUSAL
        first = next(iter(arguments.values()), None)
        if len(self._task.axes) == 4 and isinstance(first, torch.Tensor) and len(first) > 1:
            yield f"{SEVERAL}{self._task.axes[0]}s"


def _types(given: Sequence[dict[str, Any]], name: str) -> set[type]:
    return {type(arguments[name]) for arguments in given if name in arguments}
