"""One run, one story: whether what a student reads about a task is what its counterexample shows.

The headline is computed anew from the counterexample as it is shown, so that nothing of another run can be in it.
"""

from collections.abc import Mapping
from typing import Any

from autograder.course.exercise import Task
from autograder.marking import difference, refutation, tolerance
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Raises
from autograder.marking.written import to_data
from autograder.torch_if_there import torch
from autograder.verdict import TaskResult, Verdict

BLANKS = "⏎⇥␣…"  # signs in the place of characters that are not shown


def disagreement(result: TaskResult, task: Task, tests: HiddenTests) -> str:
    """What headline and counterexample do not agree on, in words; "" where they agree or there is no counterexample."""
    with tolerance.within(tolerance.of_task(task)):
        return _disagreement(result, task, tests)


def _disagreement(result: TaskResult, task: Task, tests: HiddenTests) -> str:
    example = result.counterexample
    if example is None:
        return ""
    if result.mistake and result.mistake.refuted:
        shown = refutation.first_difference(example, task.axes)
        if not shown or shown not in result.mistake.refuted:
            return f"the counterexample says {shown!r}, the refutation {result.mistake.refuted!r}"
    try:
        arguments = {name: from_data(value) for name, value in example.arguments.items()}
    except CannotRebuildError:
        return ""
    expected = tests.expected(task.name, arguments)
    if example.expected not in (to_data(expected), to_data(expected, exactly=True)):
        return f"expected {example.expected}, the reference gives {to_data(expected)}"
    got = example.got
    if isinstance(got, Mapping) and "raises" in got and not isinstance(expected, Raises):
        agrees = result.verdict is Verdict.CRASHED and got["raises"] in result.message
        return "" if agrees else f"it raises {got['raises']}, the headline says: {result.message}"
    if result.verdict is not Verdict.FAILED:
        return f"the verdict is {result.verdict}, but the counterexample shows a value"
    if isinstance(got, Mapping) and ("returned" in got or "changes" in got or got.get("values", 0) is None):
        return ""
    try:
        value = from_data(got)
    except CannotRebuildError:
        return ""
    if isinstance(value, torch.Tensor) and "nan" in str(got["values"]):
        return ""
    said = difference.sentence(value, expected, task.axes)
    return (
        "" if said and said in result.message else f"the counterexample says {said!r}, the headline {result.message!r}"
    )


class CannotRebuildError(Exception):
    """A value of a record that is there in words alone."""


def from_data(value: Any) -> Any:
    """A value as it was before it was written down."""
    if isinstance(value, list):
        return tuple(from_data(item) for item in value)
    if isinstance(value, str) and any(sign in value for sign in BLANKS):
        raise CannotRebuildError
    if not isinstance(value, Mapping):
        return value
    if "shape" in value and value["values"] is not None and "of" not in value:
        numbers = torch.tensor(value["values"], dtype=getattr(torch, value["dtype"]))
        return numbers.reshape(value["shape"])
    if "list" in value:
        return [from_data(item) for item in value["list"]]
    if "set" in value:
        return {from_data(item) for item in value["set"]}
    if "dict" in value:
        return {from_data(key): from_data(held) for key, held in value["dict"]}
    if "raises" in value:
        return Raises(value["raises"])
    raise CannotRebuildError
