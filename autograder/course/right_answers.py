"""Right answers in other styles than the solution's: `solutions/<id>/right_answers/`.

`<task>.py` holds many styles of one task, each in a cell `# %% name`, which is run after the solution, as wrong answers
are. Any other `.py` is a whole answer, as a student hands it in.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import release
from autograder.course.exercise import Exercise
from autograder.errors import CourseError

CELL = re.compile(r"^# %% *([^:\n]*?) *(?::.*)?\n", re.MULTILINE)


@dataclass(frozen=True)
class RightAnswer:
    """Code that earns full marks."""

    name: str
    path: Path
    source: str
    whole: bool  # a file of its own, with all tasks; otherwise one style of one task

    @property
    def where(self) -> str:
        """The file, and the style in it, as messages name them."""
        file = f"solutions/{self.path.parents[1].name}/right_answers/{self.path.name}"
        return file if self.whole else f"{file}: {self.name}"


def read_all(exercise: Exercise) -> Iterator[RightAnswer]:
    """All right answers of an exercise, file by file."""
    tasks = {task.name for task in exercise.tasks}
    for path in sorted((exercise.folder / "right_answers").glob("*.py")):
        if path.stem in tasks:
            for style in styles(exercise, path.stem).values():
                yield replace(style, source=with_used_imports(style.source))
        else:
            yield RightAnswer(path.stem, path, path.read_text(encoding="utf-8"), whole=True)


def functions(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Every function and class that right answers and the solution define, by its name; each text once."""
    solution = "\n\n".join(release.code_of(release.cut(exercise).source))
    seen = set[str]()
    for source in [solution, *(answer.source for answer in read_all(exercise))]:
        for definition in ast.parse(source).body:
            if isinstance(definition, ast.FunctionDef | ast.ClassDef):
                code = ast.unparse(definition)
                if code not in seen:
                    seen.add(code)
                    yield definition.name, code


def styles(exercise: Exercise, task: str) -> dict[str, RightAnswer]:
    """The styles of one task, by name; what is above the first cell belongs to each of them."""
    path = exercise.folder / "right_answers" / f"{task}.py"
    where = f"solutions/{exercise.id}/right_answers/{path.name}"
    if not path.exists():
        return {}
    try:
        head, *parts = CELL.split(path.read_text(encoding="utf-8"))
        ast.parse(head)
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise CourseError(f"{where}: {error}. Mend it") from error
    found: dict[str, RightAnswer] = {}
    for name, code in zip(parts[::2], parts[1::2], strict=True):
        if not re.fullmatch(r"[a-z][a-zA-Z0-9_]*", name):
            raise CourseError(f"{where}: a cell is named {name!r}. Write `# %% name`, in letters, digits and _")
        if name in found:
            raise CourseError(f"{where}: two styles are named {name!r}. Rename one")
        found[name] = RightAnswer(name, path, _without_docstring(head) + code.strip("\n") + "\n", whole=False)
    return found


def with_used_imports(code: str) -> str:
    """The code without imports that it does not use: those above the first cell serve all styles."""
    tree = ast.parse(code)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = code.splitlines(keepends=True)
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            bound = {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
            if not bound & used:
                for number in range(statement.lineno - 1, statement.end_lineno or 0):
                    lines[number] = ""
    return "".join(lines).lstrip("\n")


def _without_docstring(head: str) -> str:
    """The imports above the first cell; the docstring speaks of the file."""
    body = ast.parse(head).body
    kept = body[1:] if ast.get_docstring(ast.Module(body, []), clean=False) is not None else body
    lines = head.splitlines()
    text = "\n".join("\n".join(lines[each.lineno - 1 : each.end_lineno]) for each in kept)
    return f"{text}\n\n\n" if text else ""
