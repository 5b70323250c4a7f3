"""Beliefs and the wrong answers that code them: `solutions/<id>/wrong_answers/<task>.toml`, one table a belief.

A coding is either whole code or a right answer of that task with a few edited lines (`line_edits`). The text of a
belief that several tasks share is in `solutions/beliefs.toml`, once; there `read` is only what an exercise does
not say itself. `read` may be left out in a course without a book, or be a web address. Nothing is run here.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import line_edits, right_answers
from autograder.course.exercise import Exercise
from autograder.errors import CourseError

COMMON = "beliefs.toml"  # under solutions/
NEEDED = ("belief", "hint")
TEXTS = {*NEEDED, "read", "refuted"}
HERE = "{here}"  # in a refutation: the first difference that the example shows
SIGHTS = {"shape", "gap", "seen"}  # how it can be seen without a coding; beside its texts, in either file
KEYS = TEXTS | SIGHTS | {"wrong_in", "expected", "edits", "code"}


@dataclass(frozen=True)
class Belief:
    """What a student may take for true, and the code of people who do."""

    id: str  # its name; with the task it is one belief of the exercise
    task: str
    texts: dict[str, str]  # see TEXTS
    wrong_in: tuple[str, ...]  # the tasks that it gets wrong; the others come from the solution
    codings: tuple[str, ...]  # each is run after the solution
    path: Path
    expected: Mapping[str, float] = field(
        default_factory=dict
    )  # points that it deserves, by task; 0 for a task that is not named
    shapes: tuple[str, ...] = ()  # of every result of people who believe it: Python, over the arguments and `expected`
    gaps: tuple[str, ...] = ()  # sentences on gaps that stand for it, as `marking/gaps` writes them; * for any words
    seen: str = ""  # whether one wrong result shows it: Python, over the arguments, `expected` and `got`

    @property
    def where(self) -> str:
        """Its file and table, as messages name them."""
        return f"{_name(self.path)}: {self.id}"


def read_all(exercise: Exercise) -> list[Belief]:
    """All beliefs of an exercise, task by task; CourseError names the file, the belief and the rule that it breaks."""
    common = _texts_in_common(exercise.folder.parent / COMMON)
    found = []
    for path in sorted((exercise.folder / "wrong_answers").glob("*")):
        if path.name.startswith((".", "__")):
            continue
        tasks = [task.name for task in exercise.tasks]
        if path.suffix != ".toml" or path.stem not in tasks:
            raise CourseError(f"{_name(path)}: wrong answers stand in <task>.toml. The tasks: {', '.join(tasks)}")
        for id, entry in _tables(path).items():
            found.append(_belief(exercise, path, id, entry, common))
    return found


def sentences(path: Path) -> list[str]:
    """What the beliefs of a file say to students."""
    entries = _tables(path, KEYS).values()
    return list(dict.fromkeys(entry[key] for entry in entries for key in (*NEEDED, "refuted") if key in entry))


def _belief(exercise: Exercise, path: Path, id: str, entry: dict[str, Any], common: dict[str, Any]) -> Belief:
    where = f"{_name(path)}: {id}"
    own = {key: entry[key] for key in entry.keys() & TEXTS}
    shared = common.get(id, {})
    entry = {**{key: shared[key] for key in shared.keys() & SIGHTS}, **entry}
    twice = sorted(own.keys() - {"read"}) if id in common else []
    if twice:
        raise CourseError(f"{where}: its text stands in solutions/{COMMON} too. Take {', '.join(twice)} out here")
    texts = _texts({**{key: shared[key] for key in shared.keys() & TEXTS}, **own}, where)
    wrong_in = tuple(_list(entry.get("wrong_in", [path.stem]), "wrong_in", where))
    tasks = [task.name for task in exercise.tasks]
    if not wrong_in or not set(wrong_in) <= set(tasks):
        raise CourseError(f"{where}: wrong_in = {list(wrong_in)}. Name tasks of {', '.join(tasks)}")
    codings = tuple(_codings(exercise, path.stem, entry, where))
    if not codings:
        raise CourseError(f"{where}: no coding. Write one under `code`, or `edits.<base>` of a right answer")
    expected = _expected(exercise, path.stem, entry, wrong_in, where)
    shapes, seen = (
        [_python(each, f"{where}: {key}") for each in _list(entry.get(key, ()), key, where)]
        for key in ("shape", "seen")
    )
    gaps = _list(entry.get("gap", ()), "gap", where)
    return Belief(
        id,
        path.stem,
        texts,
        wrong_in,
        codings,
        path,
        expected,
        tuple(shapes),
        tuple(gaps),
        " or ".join(f"({each})" for each in seen),
    )


def _expected(
    exercise: Exercise, task: str, entry: dict[str, Any], wrong_in: Sequence[str], where: str
) -> dict[str, float]:
    """`expected = 2.5` in the task of the file, or `expected = {first = 2.5, second = 1}`."""
    given = entry.get("expected", {})
    found = given if isinstance(given, dict) else {task: given}
    for name, points in found.items():
        if name not in wrong_in:
            raise CourseError(f"{where}: expected names {name!r}, wrong_in does not. Name a task that it gets wrong")
        most = exercise.task(name).points
        if isinstance(points, bool) or not isinstance(points, int | float) or not 0 <= points < most:
            raise CourseError(f"{where}: expected = {points!r}. Write points from 0 to less than {most:g}")
        if points and exercise.task(name).credit == "all":
            step = 'Write credit = "tests" in exercise.toml, or take it out'
            raise CourseError(f"{where}: expected = {points!r}, but '{name}' earns all or nothing. {step}")
    return {name: float(points) for name, points in found.items()}


def _codings(exercise: Exercise, task: str, entry: dict[str, Any], where: str) -> Iterator[str]:
    edits = entry.get("edits", {})
    if not isinstance(edits, dict):
        raise CourseError(f"{where}: edits has no base. Write `edits.<base> = '''…'''`")
    bases = right_answers.styles(exercise, task) if edits else {}
    for base, texts in edits.items():
        if base not in bases:
            file = f"right_answers/{task}.py"
            raise CourseError(f"{where}: no base {base!r} in {file}. It has: {', '.join(bases) or 'none'}")
        for text in _list(texts, f"edits.{base}", where):
            try:
                code = line_edits.apply(text, bases[base].source, f"{bases[base].name} of right_answers/{task}.py")
            except line_edits.EditError as error:
                raise CourseError(f"{where}: edits.{base}: {error}") from error
            yield right_answers.with_used_imports(_python(code, f"{where}: edits.{base}"))
    for code in _list(entry.get("code", []), "code", where):
        yield _python(code, f"{where}: code")


def _python(code: str, where: str) -> str:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "text", None) or code
        raise CourseError(f"{where}: {type(error).__name__}: {error} in {line.strip()!r}. Mend it") from error
    return code


def _texts_in_common(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    tables = _tables(path, TEXTS | SIGHTS)
    for id, entry in tables.items():
        _texts({key: entry[key] for key in entry.keys() & TEXTS}, f"{_name(path)}: {id}")
    return tables


def _texts(texts: dict[str, Any], where: str) -> dict[str, str]:
    for key in NEEDED:
        if key not in texts:
            raise CourseError(f"{where}: no {key!r}. A belief has {', '.join(NEEDED)} here or in solutions/{COMMON}")
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise CourseError(f"{where}: {key} = {text!r}. It is a text: put it in quotes")
    if texts.get("refuted", HERE).count(HERE) != 1:
        raise CourseError(f"{where}: refuted = {texts['refuted']!r}. Put {HERE} where the numbers of the example go")
    return texts


def _tables(path: Path, keys: set[str] = KEYS) -> dict[str, dict[str, Any]]:
    where = _name(path)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{where}: {error}. Mend the line") from error
    for id, entry in tables.items():
        if not isinstance(entry, dict) or not re.fullmatch(r"[a-z][a-zA-Z0-9_]*", id):
            raise CourseError(f"{where}: {id!r} is no belief. Write [its_name] on a line of its own, its keys below")
        unknown = sorted(entry.keys() - keys)
        if unknown:
            known = ", ".join(sorted(keys))
            raise CourseError(f"{where}: {id} has a key {unknown[0]!r} that nobody reads. Known: {known}")
    return tables


def _list(value: object, name: str, where: str) -> list[str]:
    """A text or a list of texts, as a list."""
    values = value if isinstance(value, list | tuple) else [value]
    for each in values:
        if not isinstance(each, str):
            raise CourseError(f"{where}: {name} = {each!r}. It is a text or a list of texts: put them in quotes")
    return [str(each) for each in values]


def _name(path: Path) -> str:
    """The path from `solutions/` on."""
    up = path.parent if path.name == COMMON else path.parents[2]
    return str(path.relative_to(up.parent))
