"""One run, one story: whether what a student reads about a task is what its counterexample shows.

The headline is computed anew from the counterexample as it is shown, so that nothing of another run can be in it.
"""

from collections.abc import Mapping
from typing import Any

from autograder.course.exercise import Task
from autograder.marking import difference, refutation
from autograder.marking.testing import HiddenTests
from autograder.marking.values import Raises, to_data
from autograder.torch_if_there import torch
from autograder.verdict import TaskResult, Verdict


def disagreement(result: TaskResult, task: Task, tests: HiddenTests) -> str:
    """What headline and counterexample do not agree on, in words; "" where they agree or there is no counterexample."""
    example = result.counterexample
    if example is None:
        return ""
    if result.mistake and result.mistake.refuted:
        shown = refutation.first_difference(example, task.axes)
        if not shown or shown not in result.mistake.refuted:
            return f"the counterexample says {shown!r}, the refutation {result.mistake.refuted!r}"
    arguments = {name: from_data(value) for name, value in example.arguments.items()}
    expected = tests.expected(task.name, arguments)
    if to_data(expected) != example.expected:
        return f"expected {example.expected}, the reference gives {to_data(expected)}"
    got = example.got
    if isinstance(got, Mapping) and "raises" in got and not isinstance(expected, Raises):
        agrees = result.verdict is Verdict.CRASHED and got["raises"] in result.message
        return "" if agrees else f"it raises {got['raises']}, the headline says: {result.message}"
    if result.verdict is not Verdict.FAILED:
        return f"the verdict is {result.verdict}, but the counterexample shows a value"
    if isinstance(got, Mapping) and ("shape" not in got or got["values"] is None):
        return ""
    value = from_data(got)
    if isinstance(value, torch.Tensor) and "nan" in str(got["values"]):
        return ""
    values = [value, tuple(value)] if isinstance(value, list) else [value]  # written down, a tuple is a list
    said = [difference.sentence(one, expected, task.axes) for one in values]
    if any(sentence and sentence in result.message for sentence in said):
        return ""
    return f"the counterexample says {said[0]!r}, the headline {result.message!r}"


def from_data(value: Any) -> Any:
    """A value as it was before it was written down: tensors of their type, pairs as tuples."""
    if isinstance(value, Mapping) and "shape" in value:
        numbers = torch.tensor(value["values"], dtype=getattr(torch, value["dtype"]))
        return numbers.reshape(value["shape"])
    if isinstance(value, list):
        return [tuple(item) if isinstance(item, list) else item for item in value]
    return value
