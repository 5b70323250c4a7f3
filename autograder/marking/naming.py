"""Names what an answer takes for true: by all that it gives, beside other gaps, by results of another kind, by shape.

The first of these that finds exactly one belief has the word, so the strictest comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.marking import forms, mistakes, seen
from autograder.marking.counterexample import Found
from autograder.marking.expecting import Unmet
from autograder.marking.gaps import Gaps
from autograder.marking.mistakes import Behaviours, WrongAnswer
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Raises, same
from autograder.wall.claims import StudentFault


@dataclass(frozen=True)
class Named:
    """A belief, what else is missing in words, and a counterexample on which the belief is at work."""

    belief: WrongAnswer | None
    also: tuple[str, ...]
    shown: Found | None


def find(
    exercise: Exercise,
    tests: HiddenTests,
    task: Task,
    wrong_answers: list[WrongAnswer],
    answer: Behaviours,
    shown: Found | None,
) -> Named:
    """What is known of this answer, which is wrong; `shown` is its counterexample."""

    def by_values(behaviours: Behaviours, shown: Found | None) -> Named:
        belief = mistakes.name_mistake(exercise, tests, wrong_answers, task.name, behaviours)
        if belief is not None:
            return Named(belief, (), shown)
        beside = Gaps(exercise, tests, task, behaviours).find(wrong_answers, shown[:2] if shown else None)
        example = shown if beside.example is None else _found(answer, beside.example)
        return Named(beside.belief, beside.also, example)

    named = by_values(answer, shown)
    if (named.belief is None and not named.also) or _always_raises(answer):
        named = _by_form(wrong_answers, task, answer, shown) or named  # the same error may have several reasons
    if named.belief is not None or named.also:
        return named
    as_asked = seen.AsAsked(answer)
    try:
        number = seen.smallest_wrong(as_asked, lambda got, expected: not same(got, expected))
        if as_asked.kind and number is None:
            return Named(None, (), shown)  # the headline says it: the kind is all that is wrong
        if as_asked.kind and number is not None:
            named = by_values(as_asked, _found(answer, number))
        if named.belief is None and not named.also:
            named = _by_sight(wrong_answers, task, as_asked, answer)
    except (StudentFault, Unmet):
        return Named(None, (), shown)
    if named.belief is None and not named.also:
        beside = Gaps(exercise, tests, task, as_asked).certain(wrong_answers, shown[:2] if shown else None)
        return Named(beside.belief, beside.also, shown if beside.example is None else _found(answer, beside.example))
    in_headline = named.shown is not None and seen.kind_of(named.shown[2], named.shown[1])
    return Named(named.belief, (*filter(None, [as_asked.kind if not in_headline else ""]), *named.also), named.shown)


def _always_raises(answer: Behaviours) -> bool:
    try:
        return all(isinstance(answer[index], Raises) for index in range(len(answer.inputs)))
    except (StudentFault, Unmet):
        return False


def _by_form(wrong_answers: Sequence[WrongAnswer], task: Task, answer: Behaviours, shown: Found | None) -> Named | None:
    """What is said of an answer that is right for arguments of another form; None where it is for none."""
    try:
        said = forms.explained(answer)
        if not said:
            return None
        wrong = seen.smallest_wrong(seen.AsAsked(answer), _differs)  # in its numbers, not in its kind alone
    except (StudentFault, Unmet):
        return None
    shown = shown if wrong is None else _found(answer, wrong)
    known = [wrong for wrong in wrong_answers if task.name in wrong.wrong_in and _is_about(wrong, said)]
    return Named(known[0] if len(known) == 1 else None, said, shown)


def _differs(got: Any, expected: Any) -> bool:
    return not isinstance(got, Raises) and not same(got, expected)


def _is_about(wrong: WrongAnswer, said: Sequence[str]) -> bool:
    return any(fnmatchcase(sentence, gap) for sentence in said for gap in wrong.belief.gaps)


def _by_sight(wrong_answers: Sequence[WrongAnswer], task: Task, as_asked: Behaviours, answer: Behaviours) -> Named:
    belief = seen.by_shape(wrong_answers, task.name, as_asked)
    number = seen.smallest_wrong(as_asked, _of_another_shape) if belief is not None else None
    if belief is None and (shown := seen.by_result(wrong_answers, task.name, as_asked)) is not None:
        belief, number = shown
    return Named(belief, (), None if number is None else _found(answer, number))


def _of_another_shape(got: Any, expected: Any) -> bool:
    return hasattr(got, "shape") and got.shape != expected.shape


def _found(answer: Behaviours, number: int) -> Found:
    given = answer.inputs[number]
    return given.arguments, given.expected, answer[number]
