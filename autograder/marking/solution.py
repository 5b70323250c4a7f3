"""The exercise's own solution in the place of an answer: whether a hidden test goes through with right values.

Where a test stops with an exception, either its author made a mistake or what the answer gave cannot be used as the
test uses it. The solution decides: with its values the author's mistake shows again, a useless value does not.
"""

import contextlib
import functools
import io
from collections.abc import Callable, Mapping
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
            test.run(solution(exercise), draw)
    except Unmet:
        return True
    except Exception:
        return False
    return True


class InThisProcess:
    """`answer` for hidden tests, over functions of this process: the author's own code, so no box is needed."""

    def __init__(
        self, namespace: dict[str, Any], probe: Mapping[str, Any], function: Callable[[Callable[..., Any]], Any]
    ):
        """`function` makes of each function in `namespace` or `probe` what hidden tests call."""
        self._namespace, self._probe, self._function = namespace, probe, function

    def make(self, name: str, *arguments: Any, **options: Any) -> Any:
        """An object of the answer's class."""
        return playing.find(self._namespace, name)(*arguments, **options)

    def printed(self, name: str, *arguments: Any, **options: Any) -> str:
        """What a function of the answer prints."""
        return playing.printed(self._namespace, name, arguments, options)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == SCRIPT:
            return self._function(lambda task, start, steps: playing.play(self._namespace[task], start, steps))
        if name in self._probe:
            return self._function(functools.partial(self._probe[name], self._namespace))
        return self._function(self._namespace[name])


def solution(exercise: Exercise) -> InThisProcess:
    """The exercise's own solution, as an answer."""
    probe: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__name__": "solution"}
    exec(compile(exercise.probe_source, "probe.py", "exec"), probe)
    for code in release.code_of(release.cut(exercise).source):
        with contextlib.suppress(Exception):  # a cell that only shows something may need what is not here
            exec(compile(code, f"solutions/{exercise.id}/notebook.py", "exec"), namespace)
    return InThisProcess(namespace, probe, _Function)


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
