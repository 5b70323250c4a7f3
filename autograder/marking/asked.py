"""Questions to edits of an answer: one call in the box asks what a task asks, and its claim is the behaviour."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.marking.testing import HiddenTests
from autograder.marking.values import Changes, Outcomes, Raises, differing_keys, from_wire, same, to_wire
from autograder.torch_if_there import torch
from autograder.wall.claims import Raised

Known = tuple[dict[str, Any], Any]  # arguments, and the right answer to them


@dataclass(frozen=True, eq=False)  # tensors have no one answer to ==
class Question:
    """One input as the box is asked about it."""

    arguments: dict[str, Any]
    expected: Any
    call: tuple


class Asking:
    """Makes questions of inputs, and behaviours of what candidates claim, through the exercise's `@ask`."""

    def __init__(self, task: str, tests: HiddenTests):
        self._task, self._tests = task, tests

    def question(self, arguments: dict[str, Any], expected: Any) -> Question | None:
        """The one call that the behaviour on these arguments hangs on; None where it is more than a call."""
        try:
            self._tests.ask(self._task, _Recorder(), arguments)
        except _AskedError as asked:
            return Question(arguments, expected, asked.call)
        except Exception:
            return None
        return None

    def value(self, gave: tuple, question: Question) -> Any:
        """The behaviour that a candidate claims."""
        match gave:
            case ("gave", claim):
                return self._asked(_Replies(from_wire(claim)), question)
            case ("raised", kind, bases):
                return self._asked(_Replies(Raised(kind, bases, "", 0, 0)), question)
        return Changes("")

    def _asked(self, answer: "_Replies", question: Question) -> Any:
        try:
            return self._tests.ask(self._task, answer, question.arguments)
        except Raised as raised:
            return Raises(raised.kind, raised.bases)


def likeness(value: Any, expected: Any) -> float:
    """How near a wrong value is to the right one, from 0 to 1: an exception, another type, shape, numbers."""
    if isinstance(value, Raises | Changes):
        return 0.0
    if isinstance(expected, torch.Tensor):
        if not isinstance(value, torch.Tensor):
            return 0.1
        if value.shape != expected.shape:
            sizes = zip(value.shape, expected.shape, strict=False)
            alike = sum(a == b for a, b in sizes) / max(value.dim(), expected.dim())
            return 0.2 + 0.1 * (value.dim() == expected.dim()) + 0.1 * alike
        if value.dtype != expected.dtype:
            return 0.5
        return 0.6 + 0.4 * float(torch.isclose(value, expected, rtol=1e-4, atol=1e-4).float().mean())
    if isinstance(expected, dict) and isinstance(value, dict) and expected:
        return 0.5 + 0.5 * (1 - len(differing_keys(value, expected)) / len(expected))
    if isinstance(expected, Outcomes) and isinstance(value, Outcomes):
        value, expected = value.gave, expected.gave
    if isinstance(expected, tuple | list) and isinstance(value, tuple | list) and len(value) == len(expected):
        return 0.5 + 0.5 * sum(map(same, value, expected)) / max(len(expected), 1)
    return 0.3 if type(value) is type(expected) else 0.1


class _AskedError(Exception):
    def __init__(self, call: tuple):
        super().__init__()
        self.call = call


class _Recorder:
    """Stands for an answer, and stops at the first call."""

    def make(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError("more than one call")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def record(*arguments: Any, **options: Any) -> Any:
            wired = [(key, to_wire(value)) for key, value in options.items()]
            raise _AskedError((name, tuple(map(to_wire, arguments)), wired))

        return record


class _Replies:
    """Stands for an answer, and gives what was claimed."""

    def __init__(self, value: Any):
        self._value = value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def reply(*_: Any, **__: Any) -> Any:
            if isinstance(self._value, Raised):
                raise self._value
            return self._value

        return reply
