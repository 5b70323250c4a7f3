"""Objects of the student's classes that stay in the box: made, asked and called by the keeper, one step at a time."""

import enum
import operator
from collections.abc import Callable, Sequence
from typing import Any

from autograder.crossing import playing
from autograder.crossing.kinds import Kept

SCRIPT = "@script"  # many steps with one object, asked for at once
# what is written with a sign or a builtin, by the name that the keeper sends
OPERATIONS: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "neg", "eq", "ne", "lt", "le", "gt", "ge")
    + ("getitem", "setitem", "contains")
} | {"len": len, "str": str, "repr": repr, "bool": bool, "list": list, "next": next, "abs": abs, "int": int}
OPERATIONS |= {"swapped": lambda thing, name, other: getattr(operator, name)(other, thing)}
OPERATIONS |= {"float": float, "call": lambda thing, *arguments, **options: thing(*arguments, **options)}


class Objects:
    """Those of one process; a number is worth nothing in the next one."""

    def __init__(self, namespace: dict[str, Any]):
        self._namespace = namespace
        self._kept: list[Any] = []

    def keep(self, thing: Any) -> int:
        """The number of this object."""
        for number, known in enumerate(self._kept):
            if known is thing:
                return number
        self._kept.append(thing)
        return len(self._kept) - 1

    def made(self, thing: Any) -> Any:
        """What calling a class gave: a list of a class of the student's own is an object, too, and no list."""
        builtin = any(base in type(thing).__mro__[1:] for base in (list, dict, set, tuple, str, int, float))
        is_value = isinstance(thing, enum.Enum) or hasattr(type(thing), "_fields")
        return Kept(self.keep(thing), type(thing).__name__[:100]) if builtin and not is_value else thing

    def of(self, number: int) -> Any:
        """The object of this number."""
        return self._kept[number]

    def function(self, verb: str) -> Callable[..., Any]:
        """What the keeper may ask for: make, get, call, operate, script."""
        verbs: dict[str, Callable[..., Any]] = {
            "@make": self._make,
            "@get": self._get,
            "@call": self._call,
            "@operate": self._operate,
            "@printed": self._printed,
            SCRIPT: self._script,
        }
        return verbs[verb]

    def _make(self, name: str, *arguments: Any, **options: Any) -> Kept:
        made = playing.find(self._namespace, name)(*arguments, **options)
        return Kept(self.keep(made), type(made).__name__[:100])

    def _get(self, thing: Any, name: str) -> tuple[bool, Any]:
        """Whether the attribute is to be called, and its value where it is not."""
        value = getattr(thing, name)
        return (True, None) if callable(value) and not isinstance(value, type) else (False, value)

    def _call(self, thing: Any, name: str, *arguments: Any, **options: Any) -> Any:
        return getattr(thing, name)(*arguments, **options)

    def _operate(self, thing: Any, name: str, *arguments: Any, **options: Any) -> Any:
        return OPERATIONS[name](thing, *arguments, **options)

    def _printed(self, name: str, *arguments: Any, **options: Any) -> str:
        """What a function of the notebook prints."""
        return playing.printed(self._namespace, name, arguments, options)

    def _script(self, name: str, start: Sequence[Any], steps: Sequence[playing.Step]) -> list[Any]:
        return playing.play(self._namespace[name], start, steps)
