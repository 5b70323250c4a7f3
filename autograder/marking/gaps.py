"""Two gaps at once: an answer that pads with ones and does not look at `groups` behaves like no single belief.

Inputs differ by what they ask for: options that are set or left out, pairs, several images, an image or a window that
is not square, an exception.
With one or two of these left aside the answer may behave like exactly one belief; that one is named, and what was left
aside is said in words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.language import listed, phrase, say, several
from autograder.marking.expecting import Unmet
from autograder.marking.mistakes import ENOUGH, UNKNOWN, Behaviours, Candidate, TellingInput, WrongAnswer, alike
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Raises, same
from autograder.torch_if_there import torch
from autograder.wall.claims import StudentFault

PAIRS, REFUSAL = "pairs", "an exception"
PAIR_AS, NUMBER_AS, WITHOUT, SEVERAL = "a pair as ", "one number as ", "without ", "several "
NOT_SQUARE = "not square "
MOST_COMPARED = 8  # inputs that are asked again without an argument, to see whether it is looked at
MOST_ASIDE = 2  # things that an input asks for, left aside at a time to find a belief
MOST_TOLD = 4  # gaps that are named where nothing else is wrong
OR = phrase("{before} or {item}")
NOT_RAISED = (phrase("Where an exception is asked for, none is raised."),) * 2
NO_ARGUMENT = (phrase("No argument of the function is called {gap}."),) * 2
NOT_HANDLED = (phrase("{gap!u} is not handled."), phrase("{gap!u} are not handled."))
NOT_LOOKED_AT = (phrase("{gap!u} is not looked at."), phrase("{gap!u} are not looked at."))
NOT_RIGHT = (phrase("{gap!u} is not right yet."), phrase("{gap!u} are not right yet."))
Aside = tuple[str, ...]
Known = tuple[dict[str, Any], Any]  # arguments, and the right answer to them


@dataclass(frozen=True)
class Beside:
    """A belief beside gaps, and the number of an input on which it is at work, where the counterexample is none."""

    belief: WrongAnswer | None = None
    also: tuple[str, ...] = ()
    example: int | None = None


class Gaps:
    """What one answer gives on the telling inputs, sorted by what they ask for."""

    def __init__(self, exercise: Exercise, tests: HiddenTests, task: Task, answer: Behaviours):
        self._exercise, self._tests, self._task, self._answer = exercise, tests, task, answer
        self._inputs = answer.inputs
        self._kinds = Kinds(answer.inputs, task, tests.asks_for.get(task.name))
        self._asks = [self._kinds.of(given.arguments, given.expected) for given in self._inputs]
        try:
            self._gave = [answer[index] for index in range(len(self._inputs))]
        except (StudentFault, Unmet):
            self._inputs, self._asks, self._gave = (), [], []  # it hangs, dies or changes its arguments
        self._wrong = [not same(got, given.expected) for got, given in zip(self._gave, self._inputs, strict=True)]

    def find(self, wrong_answers: Sequence[WrongAnswer], shown: Known | None) -> "Beside":
        """The one belief that shows with some of the gaps left aside, and these gaps in words.

        `shown` are the arguments of the counterexample and what is expected: a belief that is at work there comes
        first. Another one needs another counterexample.
        """
        gaps = sorted({ask for asks, wrong in zip(self._asks, self._wrong, strict=True) if wrong for ask in asks})
        if alone := self._all_that_is_wrong(gaps, 1):
            return self._told(alone, wrong_answers, shown)
        at_work = self._kinds.of(*shown) if shown is not None else set()
        plain_gaps = self._plain_gaps(gaps)
        for here in (at_work, set[str]()):
            asides = [self._asides(gaps, count) for count in range(1, MOST_ASIDE + 1)]
            for some in (*asides, [plain_gaps] if len(plain_gaps) > MOST_ASIDE else []):
                found: dict[str, tuple[WrongAnswer, Aside]] = {}
                for aside in some:
                    if not here & set(aside):
                        for belief in self._beliefs(wrong_answers, aside):
                            found.setdefault(belief.id, (belief, aside))
                if len(found) == 1:
                    belief, aside = next(iter(found.values()))
                    aside, example = self._where_it_shows(aside, at_work)
                    return Beside(belief, self._in_words(aside), example)
                if found:
                    break  # several beliefs explain it: none is named
        for count in range(2, MOST_TOLD + 1):
            if whole := self._all_that_is_wrong(gaps, count):
                return self._told(whole, wrong_answers, shown)
        if self._explains(plain_gaps):
            return self._told(plain_gaps, wrong_answers, shown)
        return Beside()

    def certain(self, wrong_answers: Sequence[WrongAnswer], shown: Known | None) -> "Beside":
        """The gaps that are there for sure, though something else is wrong, of which nothing is said."""
        unknown = tuple(name for name in self._kinds.options if self._is_unknown_everywhere(name))
        if unknown:
            return self._told(unknown, wrong_answers, shown)
        if all(self._wrong):  # whatever is asked for, something else is wrong first
            return Beside()
        gaps = sorted({ask for asks, wrong in zip(self._asks, self._wrong, strict=True) if wrong for ask in asks})
        return Beside(None, self._in_words(self._plain_gaps(gaps)))

    def _is_unknown_everywhere(self, name: str) -> bool:
        asking = [index for index, asks in enumerate(self._asks) if name in asks]
        return bool(asking) and all(self._is_unknown(name, index) for index in asking)

    def _told(self, aside: Aside, wrong_answers: Sequence[WrongAnswer], shown: Known | None) -> "Beside":
        """Gaps that are there for sure: the belief that one of them stands for, and the others in words."""
        at_work = self._kinds.of(*shown) if shown is not None else set()
        for gap in sorted(aside, key=lambda gap: gap not in at_work):
            said = self._words(gap, set(aside) - {gap})
            stands = [
                wrong
                for wrong in wrong_answers
                if self._task.name in wrong.wrong_in and any(fnmatchcase(said, each) for each in wrong.belief.gaps)
            ]
            if len(stands) == 1:
                rest = tuple(each for each in aside if each != gap)
                example = None if gap in at_work and not at_work & set(rest) else self._example(rest)
                return Beside(stands[0], self._in_words(rest, gap), example)
        return Beside(None, self._in_words(aside))

    def _where_it_shows(self, aside: Aside, at_work: set[str]) -> tuple[Aside, int | None]:
        """What is left aside, and the number of an input for the page, where the counterexample is none of the belief.

        An exception that is not raised is beside the point of a belief that shows in a value, too.
        """
        example = self._example(aside) if at_work & set(aside) else None
        asks = at_work if example is None else self._asks[example]
        values = self._example((*aside, REFUSAL)) if REFUSAL in asks else None
        return (aside, example) if values is None else ((*aside, REFUSAL), values)

    def _example(self, aside: Aside) -> int | None:
        """The number of the smallest wrong input that asks for nothing of this."""
        wrong = [index for index in self._left(aside) if self._wrong[index]]
        return min(wrong, key=lambda index: size_of(self._inputs[index].arguments), default=None)

    def _plain_gaps(self, gaps: Sequence[str]) -> Aside:
        """What is never right, and where it can be seen why: it raises, or the argument is not looked at."""
        works = {ask for index, asks in enumerate(self._asks) if not self._wrong[index] for ask in asks}
        some_value = any(not isinstance(value, Raises) for value in self._gave)
        found = []
        for gap in gaps:
            mine = [index for index, asks in enumerate(self._asks) if gap in asks]
            raises = some_value and all(isinstance(self._gave[index], Raises) for index in mine)
            raises |= all(self._is_unknown(gap, index) for index in mine)
            never = gap not in works and (raises or gap == REFUSAL)
            # who does not look at a stride is right by luck where one step is all that fits
            if never or (gap in self._kinds.options and self._is_ignored(gap, mine)):
                found.append(gap)
        covered, needed = set[int](), list[str]()
        for gap in sorted(found, key=lambda gap: -sum(gap in asks for asks in self._asks)):
            asking = {index for index, asks in enumerate(self._asks) if gap in asks}
            if not asking <= covered:  # what is always asked for with another gap needs no word of its own
                covered |= asking
                needed.append(gap)
        return tuple(needed)

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

    def _in_words(self, aside: Aside, *named: str) -> tuple[str, ...]:
        """What is missing beside a gap that is `named`; gaps of which the same is to be said share a sentence."""
        alike = dict[tuple[str, str, str], list[str]]()
        for gap in aside:
            patterns = self._patterns(gap, {*aside, *named} - {gap})
            alike.setdefault((*patterns, PAIR_AS if gap.startswith(PAIR_AS) else ""), []).append(gap)
        return tuple(_gaps_are(gaps, patterns[0], patterns[1]) for patterns, gaps in alike.items())

    def _words(self, gap: str, others: set[str]) -> str:
        """What is said of one gap."""
        return _gaps_are([gap], *self._patterns(gap, others))

    def _patterns(self, gap: str, others: set[str]) -> tuple[str, str]:
        """What is missing, of one thing and of several: it is not looked at, not handled, or not right yet."""
        if gap == REFUSAL:
            return NOT_RAISED
        wrong = [index for index, asks in enumerate(self._asks) if gap in asks and self._wrong[index]]
        wrong = [index for index in wrong if not self._asks[index] & others] or wrong
        if wrong and all(self._is_unknown(gap, index) for index in wrong):
            return NO_ARGUMENT
        if all(isinstance(self._gave[index], Raises) for index in wrong):
            return NOT_HANDLED
        if gap in self._kinds.options and self._is_ignored(gap, wrong):
            return NOT_LOOKED_AT
        return NOT_RIGHT

    def _is_unknown(self, name: str, index: int) -> bool:
        """Whether the function has no argument of this name."""
        got = self._gave[index]
        return isinstance(got, Raises) and f"{UNKNOWN} '{name}'" in got.text

    def _is_ignored(self, name: str, mine: Sequence[int]) -> bool:
        """Whether some value shows that this argument is not looked at, and none that it is."""
        values = [index for index in mine if not isinstance(self._gave[index], Raises)]
        values.sort(key=lambda index: not self._wrong[index])
        return bool(values) and all(self._ignored(name, index) for index in values[:MOST_COMPARED])

    def _ignored(self, name: str, index: int) -> bool:
        """Whether the answer is the same without this argument."""
        try:
            return alike(self._answer.without(name, index), self._gave[index])
        except (StudentFault, Unmet):
            return False


def _gaps_are(gaps: Sequence[str], one: str, many: str) -> str:
    """The sentence on these gaps."""
    is_many = len(gaps) > 1 or gaps[0] == PAIRS or gaps[0].startswith(SEVERAL)
    if len(gaps) > 1 and all(gap.startswith(PAIR_AS) for gap in gaps):
        names = listed((f"`{gap.removeprefix(PAIR_AS)}`" for gap in gaps), OR)
        return say(many, gap=say("pairs as {names}", names=names))
    things = map(_called, gaps)
    return say(many if is_many else one, gap=listed(things, OR) if many == NO_ARGUMENT[1] else listed(things))


def _called(gap: str) -> str:
    """The gap within a sentence."""
    if gap.startswith(PAIR_AS):
        return say("a pair as `{name}`", name=gap.removeprefix(PAIR_AS))
    if gap.startswith(NUMBER_AS):
        return say("one number as `{name}`", name=gap.removeprefix(NUMBER_AS))
    if gap.startswith(WITHOUT):
        return say("a call without `{name}`", name=gap.removeprefix(WITHOUT))
    if gap.startswith(NOT_SQUARE):
        return say("`{name}`, where it is not square,", name=gap.removeprefix(NOT_SQUARE))
    if gap == PAIRS:
        return say("pairs")
    if gap.startswith(SEVERAL):
        return say("several {things}", things=several(gap.removeprefix(SEVERAL)))
    return say(gap) if " " in gap else f"`{gap}`"


class Kinds:
    """What the inputs of a task ask for beyond the plain case."""

    def __init__(self, inputs: Sequence[TellingInput], task: Task, told: Callable[..., Any] | None = None):
        """`told`: what the exercise itself says that an input asks for."""
        self._told_of = told
        given = [each.arguments for each in inputs]
        names = dict.fromkeys(name for arguments in given for name in arguments)
        self.options = [name for name in names if any(name not in arguments for arguments in given)]
        # what is a tensor or nothing: to leave it out is a case of its own
        self._may_lack = [name for name in self.options if _types(given, name) == {torch.Tensor}]
        self._pairs = [name for name in names if {int, tuple} <= _types(given, name)]
        self._planes = [name for name in names if {False, True} <= {is_square(each.get(name)) for each in given}]
        self._task = task

    def of(self, arguments: dict[str, Any], expected: Any) -> set[str]:
        """What this input asks for."""
        return set(self._asked(arguments, expected))

    def _asked(self, arguments: dict[str, Any], expected: Any) -> Iterator[str]:
        yield from (name for name in arguments if name in self.options)
        yield from self._told_of(**arguments) if self._told_of is not None else ()
        yield from (WITHOUT + name for name in self._may_lack if name not in arguments)
        pairs = [name for name in self._pairs if isinstance(arguments.get(name), tuple)]
        yield from (PAIR_AS + name for name in pairs)
        yield from (NUMBER_AS + name for name in self._pairs if type(arguments.get(name)) is int)
        if pairs and len(self._pairs) > 1:  # of one argument alone it would say the same twice
            yield PAIRS
        yield from (NOT_SQUARE + name for name in self._planes if is_square(arguments.get(name)) is False)
        if isinstance(expected, Raises):
            yield REFUSAL
        first = next(iter(arguments.values()), None)
        if len(self._task.axes) == 4 and isinstance(first, torch.Tensor) and len(first) > 1:
            yield f"{SEVERAL}{self._task.axes[0]}"


def is_square(value: Any) -> bool | None:
    """Whether a tensor has as many rows as columns; None for anything else."""
    return value.shape[-1] == value.shape[-2] if isinstance(value, torch.Tensor) and value.ndim > 1 else None


def size_of(arguments: dict[str, Any]) -> int:
    """How much there is to look at in an input."""
    return sum(value.numel() if isinstance(value, torch.Tensor) else 1 for value in arguments.values())


def _types(given: Sequence[dict[str, Any]], name: str) -> set[type]:
    return {type(arguments[name]) for arguments in given if name in arguments}
