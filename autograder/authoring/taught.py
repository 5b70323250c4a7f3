"""Code that a chapter teaches, for the book's boxes that order its lines and fill its gaps: `solutions/<id>/taught.py`.

    # %% for corr2d_multi_in, fades
    def corr2d_multi_in(X, K):
        \"\"\"One sentence for the reader.\"\"\"
        Y = 0
        for x, k in zip(X, K):
            Y = Y + d2l.corr2d(x, k)
            # or last_channel_only: Y = d2l.corr2d(x, k)
        return Y

The function warms up for the task that is named; `or` gives the line that somebody with a belief of `wrong_answers/`
would write in the place of the line above. A function that is no task itself has its `@oracle` and `@small_inputs` in a
cell `# %% questions`. All of it is public, so it may hold nothing that the chapter does not teach.
"""

import ast
import contextlib
import copy
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.errors import CourseError
from autograder.verdict import Mistake

HEADING = re.compile(r"^# %% for (?P<task>\w+)(?P<fades>, fades)?\s*$")
OTHER = re.compile(r"^\s*# or (?P<belief>\w+): (?P<text>.+)$")
INDENT = 4


@dataclass(frozen=True)
class Other:
    """A line that somebody with a known belief would write in the place of line `at`."""

    at: int
    text: str
    mistake: Mistake


@dataclass(frozen=True)
class Taught:
    """One function: its head, then its lines as (indentation in steps, text)."""

    task: str  # it warms up for this one
    fades: bool  # the chapter's example that loses parts of its lines
    name: str
    arguments: tuple[str, ...]
    says: str
    head: str
    lines: tuple[tuple[int, str], ...]
    others: tuple[Other, ...]

    def text(self, swapped: Other | None = None) -> str:
        """The function, with one line of another belief if asked."""
        lines = [
            (indent, swapped.text if swapped and swapped.at == at else line)
            for at, (indent, line) in enumerate(self.lines)
        ]
        return "\n".join([self.head, *(" " * INDENT * indent + line for indent, line in lines)]) + "\n"


def read(exercise: Exercise) -> list[Taught]:
    """The functions of an exercise's `taught.py`; none where there is no such file."""
    path = exercise.folder / "taught.py"
    if not path.exists():
        return []
    from autograder.marking import mistakes

    beliefs = {wrong.id: wrong.mistake for wrong in mistakes.read_all(exercise)}
    where = f"solutions/{exercise.id}/taught.py"
    found = []
    try:
        for cell in re.split(r"^(?=# %% for )", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            found.append(_read(cell.partition("\n# %% questions")[0], beliefs))
    except (SyntaxError, ValueError, KeyError) as error:
        said = f"no belief {error} under wrong_answers/" if isinstance(error, KeyError) else str(error)
        raise CourseError(f"{where}: {said}. Mend it, then release again") from error
    known = [task.name for task in exercise.tasks if task.practice]
    for each in found:
        if each.task not in known:
            raise CourseError(f"{where}: '{each.task}' is no task with a box. Those are: {', '.join(known)}")
    return found


def _read(cell: str, beliefs: dict[str, Mistake]) -> Taught:
    heading, _, source = cell.partition("\n")
    named = HEADING.match(heading)
    if not named:
        raise ValueError(f"'{heading}' names no task. Write `# %% for <task>`")
    (function,) = ast.parse(source).body
    if not isinstance(function, ast.FunctionDef) or not ast.get_docstring(function):
        raise ValueError(f"under '{heading}' there must be one function with a docstring")
    written = source.rstrip("\n").split("\n")
    lines: list[tuple[int, str]] = []
    others: list[Other] = []
    for line in written[function.body[0].end_lineno or 0 :]:
        other = OTHER.match(line)
        if other:
            others.append(Other(len(lines) - 1, other["text"], beliefs[other["belief"]]))
        elif line.strip():
            lines.append(((len(line) - len(line.lstrip())) // INDENT, line.strip()))
    arguments = tuple(each.arg for each in function.args.args)
    says = ast.get_docstring(function) or ""
    return Taught(
        named["task"], bool(named["fades"]), function.name, arguments, says, written[0], tuple(lines), tuple(others)
    )


def gap(right: str, other: str) -> tuple[int, int]:
    """The smallest expression of the right line that holds all in which the other one differs: (start, end) in it."""
    mine, theirs = _tokens(right), _tokens(other)
    same = [token for token, _, _ in mine], [token for token, _, _ in theirs]
    shorter = min(len(mine), len(theirs))
    first = next((at for at in range(shorter) if same[0][at] != same[1][at]), shorter)
    last = next((at for at in range(shorter - first) if same[0][-1 - at] != same[1][-1 - at]), shorter - first)
    if first + last >= len(mine):  # the other line only adds something: to the token before it
        first, last = first - 1, len(mine) - first
    start, end = mine[first][1], mine[len(mine) - 1 - last][2]
    expressions = [
        (node.col_offset, node.end_col_offset or 0)
        for node in ast.walk(ast.parse(right + " pass" if right.endswith(":") else right))
        if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store)
    ]
    around = [each for each in expressions if each[0] <= start and each[1] >= end]
    return min(around or expressions[:1], key=lambda each: each[1] - each[0])


def _tokens(line: str) -> list[tuple[str, int, int]]:
    """(token, start, end) of one line."""
    tokens = tokenize.generate_tokens(io.StringIO(line).readline)
    return [(token.string, token.start[1], token.end[1]) for token in tokens if token.string.strip()]


def of_exercise(exercise: Exercise, tests: Any, ask: Any) -> Iterator[dict[str, Any]]:
    """The released data of each function, once it is proved; `ask(task, tests)` gives the questions of a task."""
    from autograder.marking import testing

    own = None
    for taught in read(exercise):
        task = next((task for task in exercise.tasks if task.name == taught.name), None)
        if task is None:
            own = own or testing.load(exercise.folder / "taught.py")
        prove(exercise, taught, tests if task else own)
        yield {
            "task": taught.task,
            "name": taught.name,
            "fades": taught.fades,
            "says": taught.says,
            "head": taught.head,
            "lines": [list(line) for line in taught.lines],
            "others": [_data(taught, other) for other in taught.others],
            "asks": None if task else ask(Task(taught.name, 0, taught.arguments, (), practice="none"), own),
        }


def _data(taught: Taught, other: Other) -> dict[str, Any]:
    mistake = other.mistake
    read_at = f"{mistake.page.rpartition('/')[2]}.html" + (f"#{mistake.anchor}" if mistake.anchor else "")
    return {
        "at": other.at,
        "text": other.text,
        "gap": list(gap(taught.lines[other.at][1], other.text)),
        "id": mistake.id,
        "belief": mistake.belief,
        "read": read_at,
    }


def prove(exercise: Exercise, taught: Taught, tests: Any) -> None:
    """Refuse a function that is wrong, and a line of a belief that is right on all inputs."""
    from autograder.marking.counterexample import SEARCH_SEED
    from autograder.marking.values import same

    where = f"solutions/{exercise.id}/taught.py"
    inputs = list(tests.inputs("small_inputs", taught.name, SEARCH_SEED))
    if not inputs:
        raise CourseError(
            f"{where}: nothing asks '{taught.name}'. Give its @oracle and @small_inputs under # %% questions"
        )
    for other in (None, *taught.others):
        function = _defined(exercise, taught, other)
        right = all(same(_gives(function, given), tests.expected(taught.name, given)) for given in inputs)
        if other is None and not right:
            raise CourseError(f"{where}: '{taught.name}' is not right on its own inputs. Mend it")
        if other is not None and right:
            raise CourseError(
                f"{where}: '{other.text}' is right on all inputs. Take a line that is not, or add an input"
            )


def _defined(exercise: Exercise, taught: Taught, other: Other | None) -> Any:
    """The function, behind what the exercise's own cells define."""
    from autograder.marking import mistakes

    with contextlib.redirect_stdout(None):
        where = f"solutions/{exercise.id}/taught.py"
        return mistakes.namespace(taught.text(other), where, exercise)[taught.name]


def _gives(function: Any, given: dict[str, Any]) -> Any:
    from autograder.marking.values import Raises

    try:
        return function(*copy.deepcopy(given).values())
    except Exception as error:
        return Raises(type(error).__name__, tuple(base.__name__ for base in type(error).__mro__))
