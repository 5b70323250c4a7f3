"""Helpers of references: what must hold of a value, what an author raises on purpose, functions as arguments."""

import copy
import linecache
from collections.abc import Callable, Mapping
from typing import Any

from autograder.crossing.kinds import Raises
from autograder.marking.stand_ins import Code


def raised_on_purpose(error: Exception) -> bool:
    """Whether a `raise` of the author's own code raised this; what `assume` raises says that there is no answer."""
    if isinstance(error, NoInputError):
        return False
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return False
    code = traceback.tb_frame.f_code
    return linecache.getline(code.co_filename, traceback.tb_lineno).strip().startswith("raise")


def says_of(function: Callable[..., Any]) -> str:
    return " ".join((function.__doc__ or function.__name__.replace("_", " ")).split())


def checking(check: Callable[..., Any], arguments: Mapping[str, Any]) -> Callable[[Any], bool]:
    """Whether the property holds of a value: it gives True, or it asserts and gives nothing."""

    def checking(got: Any) -> bool:
        held = check(got, **copy.deepcopy(dict(arguments)))
        return held is None or bool(held)

    return checking


def raises(kind: type[BaseException]) -> Raises:
    """In the place of a right value: the call must raise this."""
    return Raises(kind.__name__)


def function(source: str) -> Code:
    """A function as an argument for a student's function: one expression, `lambda x: x * x - 2`."""
    return Code(source, eval(compile(source, "<function of the test>", "eval"), {}))


class NoInputError(Exception):
    """The reference is asked about something that is no input of the task."""


def assume(condition: Any) -> None:
    """In a reference: an input that came from annotations is none unless the condition holds."""
    if not condition:
        raise NoInputError
