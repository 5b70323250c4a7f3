"""The smallest input on which an answer is wrong, searched for among small whole numbers.

Smallest first: the exercise lists inputs from the smallest up, so the first difference is already a smallest one. Its
numbers become 2, 3, 4 … where the answer stays wrong: with zeros, ones and equal numbers a wrong answer looks like
another one. Shrinking a random failure (hypothesis) asks the answer many times as often and seldom ends at a
smaller input; `benchmarks/shrinking.py` compares them.
Nothing is ever copied from the secret draw.
"""

from collections.abc import Callable, Sequence
from typing import Any

from autograder.marking import difference, sentences
from autograder.marking.answering import Answering, behaviour
from autograder.marking.testing import HiddenTests
from autograder.marking.values import REFUSED, Raises, same
from autograder.marking.written import to_data
from autograder.plain_text import plain
from autograder.torch_if_there import torch
from autograder.verdict import Counterexample, Verdict
from autograder.wall.claims import StudentFault

MAX_INPUTS = 600
MORE_INPUTS = 60  # after the first difference, for one that shows more than zeros or an empty list
SECONDS = 8.0  # three were too few on a busy machine: right counterexamples went missing
MOST_PUBLIC = 160  # of the smallest inputs of a task, where students may have them
SEARCH_SEED = 2026  # public: the search is not secret, and the same answer gets the same counterexample
Found = tuple[dict[str, Any], Any, Any]  # arguments, expected, got


def search(tests: HiddenTests, task: str, answer: Answering, seconds: float = SECONDS) -> Found | None:
    """Arguments, expected and got of the smallest counterexample; None when none was found in time."""
    if not tests.can_search(task):
        return None
    clock = answer.notebook.clock
    deadline = min(answer.notebook.deadline, clock.now() + seconds)
    wrong = _wrong(tests, task, answer)
    inputs = tests.inputs("small_inputs", task, SEARCH_SEED)
    first: Found | None = None
    looked = 0  # at inputs since the first one was found
    try:
        for index, arguments in enumerate(inputs):
            looked += first is not None
            if index >= MAX_INPUTS or looked > MORE_INPUTS or clock.past(deadline):
                break
            found = wrong(arguments)
            if found is not None:
                found = _numbered(found, wrong) if task in tests.oracles else found
                if _tells(found[0]):
                    return found
                first = first or found
    except StudentFault:  # it hangs, dies or does what is not allowed: other verdicts speak of that
        return first
    return first


def stands_afresh(tests: HiddenTests, task: str, answer: Answering, found: Found) -> bool:
    """Whether the answer is wrong there too in a process that was asked nothing before."""
    if not answer.notebook.start_afresh():
        return True
    try:
        return _wrong(tests, task, answer)(found[0]) is not None
    except StudentFault:
        return True


def to_record(found: Found) -> Counterexample:
    """The counterexample of a record; arguments by the names that exercise.toml gives."""
    arguments, expected, got = found
    exactly = to_data(expected) == to_data(got)  # they differ in digits that are left out otherwise
    given = {name: to_data(value) for name, value in arguments.items()}
    return Counterexample(given, to_data(expected, exactly=exactly), to_data(got, exactly=exactly))


def in_words(found: Found, axes: Sequence[str], otherwise: str = "") -> tuple[Verdict, str]:
    """Verdict and sentence of the very run that the counterexample shows."""
    _, expected, got = found
    if isinstance(got, Raises) and not isinstance(expected, Raises):
        said = sentences.raised(got.kind, got.text, got.place)
        return Verdict.FAILED if got.kind == REFUSED else Verdict.CRASHED, said
    return Verdict.FAILED, plain(difference.sentence(got, expected, axes)) or otherwise


def _wrong(tests: HiddenTests, task: str, answer: Answering) -> Callable[[dict[str, Any]], Found | None]:
    def wrong(arguments: dict[str, Any]) -> Found | None:
        expected = tests.expected(task, arguments)
        got = behaviour(tests, task, answer, arguments)
        return None if same(got, expected) else (arguments, expected, got)

    return wrong


def _numbered(found: Found, wrong: Callable[[dict[str, Any]], Found | None]) -> Found:
    """The same input with other numbers in its tensors, where the answer is wrong there in the same way."""
    for numbers in (lambda n: n + 2, lambda n: (n + 2) * (-1) ** n):  # 2, 3, 4 …, and with every second one negative
        arguments, count = dict(found[0]), 0
        for name, value in arguments.items():
            if isinstance(value, torch.Tensor):
                new = [float(numbers(count + place)) for place in range(value.numel())]
                arguments[name] = torch.tensor(new, dtype=value.dtype).reshape(value.shape)
                count += value.numel()
        if not count or not _whole(found[0]):
            return found
        tried = wrong(arguments)
        if tried is not None and _way(tried[2]) == _way(found[2]):
            return tried
    return found


def _whole(arguments: dict[str, Any]) -> bool:
    """Whether the tensors hold whole numbers; where the answer is wrong on fractions alone, they stay."""
    return all(bool((value == value.round()).all()) for value in arguments.values() if isinstance(value, torch.Tensor))


def _way(got: Any) -> tuple:
    """In which way an answer is wrong, as far as a change of numbers may not change it."""
    if isinstance(got, torch.Tensor):
        return "tensor", tuple(got.shape), got.dtype
    if isinstance(got, Raises):
        return "raises", got.kind
    return (type(got).__name__,)


def _is_empty(value: Any) -> bool:
    """Whether this is an empty list, text or the like, or holds one."""
    if isinstance(value, dict):
        return not value or any(map(_is_empty, (*value, *value.values())))
    if isinstance(value, list | tuple | set | frozenset):
        return (not value and not isinstance(value, tuple)) or any(map(_is_empty, value))
    return isinstance(value, str | bytes) and not value


def _tells(arguments: dict[str, Any]) -> bool:
    """Whether the input holds something to look at: no empty list, no tensor of zeros, no two equal numbers in one."""
    for value in arguments.values():
        if _is_empty(value):
            return False
        if isinstance(value, torch.Tensor):
            numbers = value.reshape(-1).tolist()
            if 0 in numbers or len(set(numbers)) < len(numbers):
                return False
    return True
