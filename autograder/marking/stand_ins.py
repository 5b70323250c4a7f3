"""Stand-ins for values on the trusted side: a change, a property, a script and what it gave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.crossing import playing
from autograder.crossing.kinds import Raises
from autograder.language import as_sentence, in_a_row
from autograder.wire import Other


class Changes:
    """In the place of a value: the call changed one of its arguments."""

    def __init__(self, argument: str):
        self.argument = argument

    def __repr__(self) -> str:
        return f"changes {self.argument}"


class Holds:
    """In the place of an expected value: what must hold of any right one, each property in words and as a check."""

    def __init__(self, properties: Sequence[tuple[str, Callable[[Any], bool]]]):
        self._properties = properties

    @property
    def says(self) -> str:
        """All properties in words."""
        return in_a_row(*(as_sentence(says) for says, _ in self._properties))

    def broken(self, got: Any) -> str:
        """The first property that does not hold, in words; "" where all do. What a check cannot use breaks it."""
        for says, check in self._properties:
            try:
                held = not isinstance(got, Raises | Changes | Other) and check(got)
            except Exception:
                held = False
            if not held:
                return says
        return ""


@dataclass(frozen=True)
class Code:
    """A function that a test hands to a student's function: it crosses as its source."""

    source: str
    run: Callable[..., Any] = field(compare=False)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.run(*arguments, **options)

    def __deepcopy__(self, _: Any) -> "Code":
        return self

    def __repr__(self) -> str:
        return self.source


class Calls(list):
    """Steps of a script on an object, in the place of an argument: ("deposit", 5) or "balance"."""


class Outcomes:
    """What an object gave, step by step."""

    def __init__(self, name: str, start: Sequence[Any], steps: Sequence[playing.Step], gave: Sequence[Any]):
        written = [f"{name}({', '.join(map(repr, start))})", *map(step_in_words, steps)]
        self.steps = written[: len(gave)]
        self.gave = list(gave)


def step_in_words(step: playing.Step) -> str:
    """A step as it is written in Python."""
    if isinstance(step, str):
        return f".{step}"
    name, *arguments = tuple(step)
    if name in ("__len__", "__str__", "__repr__", "__bool__"):
        return f"{name.strip('_')}(…)"
    if name == "__iter__":
        return "list(…)"
    if name in ("__contains__", "__getitem__", "__call__") and len(arguments) == 1:
        given = repr(arguments[0])
        return {"__contains__": f"{given} in …", "__getitem__": f"…[{given}]", "__call__": f"…({given})"}[name]
    return f".{name}({', '.join(map(repr, arguments))})"
