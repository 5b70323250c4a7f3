"""A script of calls on one object: it is made, then its methods are called and its attributes read, one by one."""

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from autograder.crossing import iterators
from autograder.crossing.kinds import Raises

ITSELF = "the object itself"  # in the place of the object, which does not cross
Step = str | Sequence[Any]  # "balance" reads an attribute, ("deposit", 5) calls a method


def play(make: Callable[..., Any], start: Sequence[Any], steps: Sequence[Step]) -> list[Any]:
    """What making the object (None) and each step gave; what raised is in the list, and the script goes on."""
    made: list[Any] = []

    def begin() -> None:
        made.append(make(*start))

    outcomes = [_outcome(begin)]
    if made:
        outcomes += [_outcome(partial(_step, made[0], step)) for step in steps]
    return outcomes


def printed(namespace: Mapping[str, Any], name: str, arguments: Sequence[Any], options: Mapping[str, Any]) -> str:
    """What a function prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        namespace[name](*arguments, **options)
    return out.getvalue()


def find(namespace: Mapping[str, Any], name: str) -> Any:
    """What the name means in the notebook: `Account`, or `torch.nn.Linear`, which it has imported."""
    first, *rest = name.split(".")
    found = namespace[first]
    for part in rest:
        found = getattr(found, part)
    return found


def _step(thing: Any, step: Step) -> Any:
    """What a step gives; of a method that gives the object itself only that it does."""
    gave = iterators.taken(_take(thing, step))
    return ITSELF if gave is thing else gave


def _take(thing: Any, step: Step) -> Any:
    if isinstance(step, str):
        return getattr(thing, step)
    name, *arguments = tuple(step)
    return getattr(thing, name)(*arguments)


def _outcome(run: Callable[[], Any]) -> Any:
    try:
        return run()
    except Exception as error:
        kind = type(error)
        try:
            text = str(error)
        except Exception:
            text = ""
        return Raises(kind.__name__, tuple(base.__name__ for base in kind.__mro__), text)
