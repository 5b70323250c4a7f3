"""What can be seen at results alone: of another kind than asked for, or of the shape that a belief says.

Most code that people bring along differs in several ways at once, so that it behaves like no single wrong answer. A
result of NumPy's float64 is compared again as the tensor that it stands for. And who takes a map to be as large as its
image gives maps of that size, whatever is in them: a belief may say its `shape`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from autograder.errors import OurFault
from autograder.language import say
from autograder.marking.gaps import size_of
from autograder.marking.mistakes import ENOUGH, Behaviours, TellingInput, WrongAnswer
from autograder.marking.values import Raises, is_array, same
from autograder.torch_if_there import torch


class AsAsked(Behaviours):
    """What an answer gives, as the kind of value that is asked for; `kind` says in words what it is instead."""

    def __init__(self, answer: Behaviours):
        self.inputs = answer.inputs
        self._own = answer
        self.kind = ""

    def __getitem__(self, index: int) -> Any:
        return self._changed(self._own[index], self.inputs[index].expected)

    def without(self, name: str, index: int) -> Any:
        return self._changed(self._own.without(name, index), self.inputs[index].expected)

    def _changed(self, got: Any, expected: Any) -> Any:
        kind, value = as_asked(got, expected)
        self.kind = self.kind or kind
        return value


def kind_of(got: Any, expected: Any) -> str:
    """In words what was given in the place of a value of this kind; "" for a value of this kind."""
    return as_asked(got, expected)[0]


def as_asked(got: Any, expected: Any) -> tuple[str, Any]:
    """In words what was given in the place of a value of this kind, and that value; "" where it is of this kind."""
    if not isinstance(expected, tuple | list | dict) and (held := _held(got)):
        said = say("The result is in a {kind}; it is asked for alone.", kind=type(got).__name__)
        return said, as_asked(held[0], expected)[1]
    if isinstance(expected, torch.Tensor):
        return _as_tensor(got, expected)
    if isinstance(expected, tuple | list) and is_array(got):
        kind, inner = as_asked(tuple(got.tolist()) if got.ndim else (), expected)
        return say("The result is an array of NumPy's, not a {kind}.", kind=type(expected).__name__), inner
    if isinstance(expected, tuple | list) and isinstance(got, dict) and len(got) == len(expected):
        kind, inner = as_asked(tuple(got.values()), expected)
        return say("The result is a dict, not a {kind}.", kind=type(expected).__name__), inner
    if isinstance(expected, tuple | list) and isinstance(got, tuple | list) and len(got) == len(expected):
        pairs = [as_asked(one, other) for one, other in zip(got, expected, strict=True)]
        kind = next((kind for kind, _ in pairs if kind), "")
        return kind, type(got)(value for _, value in pairs)
    if type(expected) is int and type(got) is float and got.is_integer():
        return say("Whole numbers are given as floats."), int(got)
    return "", got


def _held(got: Any) -> list[Any]:
    """What a tuple or a dict holds; the result comes first in it (`return out, cache`). [] for everything else."""
    return list(got.values()) if isinstance(got, dict) else list(got) if type(got) is tuple else []


def _as_tensor(got: Any, expected: torch.Tensor) -> tuple[str, Any]:
    dtype = str(expected.dtype).removeprefix("torch.")
    if isinstance(got, torch.Tensor):
        if got.dtype == expected.dtype or got.dtype.is_complex or not got.dtype.is_floating_point:
            return "", got  # whole numbers have lost what a belief may be about
        other = str(got.dtype).removeprefix("torch.")
        said = say("The result is of {other}, not a tensor of {dtype}.", other=other, dtype=dtype)
        return said, got.to(expected.dtype)
    if isinstance(got, list) and got or is_array(got):
        try:
            made = torch.as_tensor(got).to(expected.dtype)
            if isinstance(got, list):
                return say("The result is a list, not a tensor of {dtype}.", dtype=dtype), made
            return say("The result is an array of NumPy's, not a tensor of {dtype}.", dtype=dtype), made
        except (TypeError, ValueError, RuntimeError):
            pass
    return "", got


def by_shape(wrong_answers: Sequence[WrongAnswer], task: str, answer: Behaviours) -> WrongAnswer | None:
    """The one belief that gives all results their shape, wherever the answer gives a result."""
    gave = [answer[index] for index in range(len(answer.inputs))]
    found = [
        wrong
        for wrong in wrong_answers
        if task in wrong.wrong_in and any(_fits(wrong, shape, answer.inputs, gave) for shape in wrong.belief.shapes)
    ]
    return found[0] if len(found) == 1 else None


def _fits(wrong: WrongAnswer, shape: str, inputs: Sequence[TellingInput], gave: Sequence[Any]) -> bool:
    shown = values = 0
    for given, got in zip(inputs, gave, strict=True):
        if isinstance(got, Raises):
            continue
        if not isinstance(given.expected, torch.Tensor):  # there is no shape to be taken for another
            return False
        if not isinstance(got, torch.Tensor) or tuple(got.shape) != _shape(wrong, shape, given):
            return False
        values += 1
        shown += got.shape != given.expected.shape
    return shown >= ENOUGH and 4 * values >= len(inputs)


def _shape(wrong: WrongAnswer, shape: str, given: TellingInput) -> tuple[int, ...]:
    known = {**given.arguments, "expected": tuple(given.expected.shape), "tuple": tuple}
    try:
        return tuple(eval(shape, {**known, "__builtins__": {}}))
    except Exception as error:
        step = "Write the shape of the result with the task's arguments and `expected`"
        raise OurFault(f"{wrong.belief.where}: shape: {type(error).__name__}: {error}. {step}") from error


def by_result(wrong_answers: Sequence[WrongAnswer], task: str, answer: Behaviours) -> tuple[WrongAnswer, int] | None:
    """The one belief that can be read from a single result, and the number of the input that shows it."""
    found = dict[str, tuple[WrongAnswer, int]]()
    for index, given in enumerate(answer.inputs):
        if not same(answer[index], given.expected):
            for wrong in wrong_answers:
                if task in wrong.wrong_in and _shows(wrong, given, answer[index]):
                    found.setdefault(wrong.id, (wrong, index))
    return next(iter(found.values())) if len(found) == 1 else None


def _shows(wrong: WrongAnswer, given: TellingInput, got: Any) -> bool:
    known = {**given.arguments, "expected": given.expected, "got": got, "len": len}
    try:
        return bool(wrong.belief.seen and eval(wrong.belief.seen, {**known, "__builtins__": {}}))
    except Exception:
        return False  # the result is of another kind, or has not so many entries


def smallest_wrong(answer: Behaviours, is_wrong: Callable[[Any, Any], bool]) -> int | None:
    """The number of the smallest input on which the answer is wrong."""
    sizes = [
        (size_of(given.arguments), index)
        for index, given in enumerate(answer.inputs)
        if is_wrong(answer[index], given.expected)
    ]
    return min(sizes)[1] if sizes else None
