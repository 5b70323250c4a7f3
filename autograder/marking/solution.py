"""The exercise's own solution in the place of an answer: whether a hidden test goes through with right values.

Where a test stops with an exception, either its author made a mistake or what the answer gave cannot be used as the
test uses it. The solution decides: with its values the author's mistake shows again, a useless value does not.
"""

import contextlib
import io
from collections.abc import Callable
from typing import Any

from autograder.course import release
from autograder.course.exercise import Exercise
from autograder.crossing import playing
from autograder.marking.answering import SCRIPT, Work
from autograder.marking.draw import Draw
from autograder.marking.expecting import Unmet
from autograder.marking.testing import Test
from autograder.marking.values import settled
from autograder.wall.claims import Answer
from autograder.wire import Other


def goes_through(test: Test, exercise: Exercise, draw: Draw) -> bool:
    """Whether this hidden test comes to an end, met or unmet, when the solution answers."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            test.run(Solution(exercise), draw)
    except Unmet:
        return True
    except Exception:
        return False
    return True


class Solution:
    """`answer` for hidden tests: calls the functions of the solution and of the probe in this process."""

    def __init__(self, exercise: Exercise):
        self._probe: dict[str, Any] = {}
        self._namespace: dict[str, Any] = {"__name__": "solution"}
        exec(compile(exercise.probe_source, "probe.py", "exec"), self._probe)
        for code in release.code_of(release.cut(exercise).source):
            with contextlib.suppress(Exception):  # a cell that only shows something may need what is not here
                exec(compile(code, f"solutions/{exercise.id}/notebook.py", "exec"), self._namespace)

    def make(self, name: str, *arguments: Any, **options: Any) -> Any:
        """An object of the solution's class."""
        return playing.find(self._namespace, name)(*arguments, **options)

    def printed(self, name: str, *arguments: Any, **options: Any) -> str:
        """What a function of the solution prints."""
        return playing.printed(self._namespace, name, arguments, options)

    def __getattr__(self, name: str) -> "_Function":
        if name.startswith("__"):
            raise AttributeError(name)
        if name == SCRIPT:
            return _Function(lambda task, start, steps: playing.play(self._namespace[task], start, steps))
        if name in self._probe:
            probe = self._probe[name]
            return _Function(lambda *arguments, **options: probe(self._namespace, *arguments, **options))
        return _Function(self._namespace[name])


def _given(value: Any) -> Any:
    """The value as it would cross; an object of the solution's class is itself."""
    made = settled(value)
    return value if isinstance(made, Other) else made


class _Function:
    """One function of the solution, with the methods that hidden tests use."""

    def __init__(self, function: Callable[..., Any]):
        self._function = function

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return _given(self._function(*arguments, **options))

    def operations(self, *arguments: Any, **options: Any) -> tuple[Any, Work]:
        """The value; work is not measured here."""
        value = _given(self._function(*arguments, **options))
        return value, Work(Answer(value, ()))
