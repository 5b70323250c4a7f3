"""The smallest input on which an answer is wrong, searched for among small whole numbers.

Smallest first: the exercise lists inputs from the smallest up, so the first difference is already a smallest one; then
each number of it is replaced by 0 or 1 wherever the answer stays wrong. Shrinking a random failure (hypothesis) asks
the answer many times as often and seldom ends at a smaller input; `benchmarks/shrinking.py` compares them.
Nothing is ever copied from the secret draw.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import torch

from autograder.marking.answering import Answering, behaviour
from autograder.marking.testing import HiddenTests
from autograder.marking.values import same, to_data
from autograder.verdict import Counterexample
from autograder.wall.claims import StudentFault

MAX_INPUTS = 600
SECONDS = 8.0  # three were too few on a busy machine: right counterexamples went missing
SEARCH_SEED = 2026  # public: the search is not secret, and the same answer gets the same counterexample
Found = tuple[dict[str, Any], Any, Any]  # arguments, expected, got


def search(tests: HiddenTests, task: str, answer: Answering, deadline: float) -> Found | None:
    """Arguments, expected and got of the smallest counterexample; None when none was found in time."""
    if task not in tests.small_inputs or task not in tests.oracles:
        return None
    deadline = min(deadline, time.monotonic() + SECONDS)
    wrong = _wrong(tests, task, answer)
    inputs = tests.inputs("small_inputs", task, SEARCH_SEED)
    try:
        for index, arguments in enumerate(inputs):
            if index >= MAX_INPUTS or time.monotonic() > deadline:
                return None
            found = wrong(arguments)
            if found is not None:
                return _simplify(found, wrong, deadline) if _values_matter(found) else found
    except StudentFault:  # it hangs, dies or does what is not allowed: other verdicts speak of that
        return None
    return None


def stands_afresh(tests: HiddenTests, task: str, answer: Answering, found: Found) -> bool:
    """Whether the answer is wrong there too in a process that was asked nothing before."""
    if not answer.notebook.start_afresh():
        return True
    try:
        return _wrong(tests, task, answer)(found[0]) is not None
    except StudentFault:
        return True


def to_record(found: Found) -> Counterexample:
    """The JSON form, arguments by the contract's names."""
    arguments, expected, got = found
    return Counterexample({name: to_data(value) for name, value in arguments.items()}, to_data(expected), to_data(got))


def _wrong(tests: HiddenTests, task: str, answer: Answering) -> Callable[[dict[str, Any]], Found | None]:
    def wrong(arguments: dict[str, Any]) -> Found | None:
        expected = tests.expected(task, arguments)
        got = behaviour(tests, task, answer, arguments)
        return None if same(got, expected) else (arguments, expected, got)

    return wrong


def _values_matter(found: Found) -> bool:
    """Whether numbers show the difference; where the shape or the type does, zeros would only look odd."""
    _, expected, got = found
    if isinstance(expected, torch.Tensor):
        return isinstance(got, torch.Tensor) and got.shape == expected.shape and got.dtype == expected.dtype
    return False


def _simplify(found: Found, wrong: Callable[[dict[str, Any]], Found | None], deadline: float) -> Found:
    """Zeros and ones wherever the answer stays wrong in the same way."""
    kind = type(found[2])
    for name, value in found[0].items():
        if not isinstance(value, torch.Tensor) or value.numel() > 64:
            continue
        for place in range(value.numel()):
            for simpler in _simpler(found[0][name].reshape(-1)[place].item()):
                if time.monotonic() > deadline:
                    return found
                tensor = found[0][name].clone()
                tensor.reshape(-1)[place] = simpler
                tried = wrong({**found[0], name: tensor})
                if tried is not None and type(tried[2]) is kind:
                    found = tried
                    break
    return found


def _simpler(number: float) -> Iterator[float]:
    for simpler in (0.0, 1.0):
        if number == simpler:
            return
        yield simpler
