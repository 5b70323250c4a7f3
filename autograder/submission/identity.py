"""Which exercise a file belongs to, whatever it is called: decided by what the notebook holds, without parsing it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from autograder.course.course import Course
from autograder.course.exercise import CHECKS, Exercise, task_of
from autograder.errors import SubmissionError
from autograder.language import say
from autograder.submission.reading import read_bytes, shown

GRADE_ID = re.compile(rb'"grade_id\\?":\s?\\?"([^"\\]{1,100})|(?:answer|question)=\\?"([^"\\]{1,100})')
DEFINED = re.compile(rb"(?:def|class) +([A-Za-z_\x80-\xff][\w\x80-\xff]{0,100})")
MOST_FOUND = 20_000  # names looked at: a notebook has some dozens


@dataclass(frozen=True)
class Signs:
    """What distinguishes a released notebook from the others."""

    ids: frozenset[str]  # of its answers, checks and questions
    functions: frozenset[str]  # that it asks for
    given: frozenset[str]  # that it defines for its students
    titles: frozenset[str]  # in each language


def holds(course: Course, exercise_id: str, data: bytes) -> bool:
    """Whether a file is a notebook or a program of this exercise."""
    signs = _all_signs(course.root).get(exercise_id)
    return signs is not None and _share(signs, *_of(data)) > 0


def other_exercise(course: Course, exercise_id: str, data: bytes) -> str | None:
    """The exercise that a file belongs to, if it is another one and nothing of this one was done in it."""
    every = _all_signs(course.root)
    ours = every.get(exercise_id)
    if ours is None:
        return None
    text, ids, defined = _of(data)
    if ours.ids & ids or _has(text, ours.titles):
        return None
    found = [(share, name) for name, signs in every.items() if name != exercise_id
             if (share := _share(signs, text, ids, defined)) >= 0.5]  # fmt: skip
    if not found:
        return None
    name = max(found)[1]
    return None if ours.functions & (defined - every[name].given - every[name].functions) else name


def learn_exercises(exercise: Exercise) -> None:
    """Read what the released notebooks hold, so that forks of this process need not."""
    _all_signs(exercise.folder.parent.parent)


def require_exercise(exercise: Exercise, path: Path) -> None:
    """Raises SubmissionError for a file that is another exercise's: it would earn points for what that one gives."""
    other = other_exercise(Course(exercise.folder.parent.parent), exercise.id, read_bytes(path))
    if other is not None:
        raise SubmissionError(
            say(
                "{file}: this is {other}. Hand in {exercise}.ipynb.",
                file=shown(path.name),
                other=other,
                exercise=exercise.id,
            )
        )


def _of(data: bytes) -> tuple[bytes, set[str], set[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    found = islice(GRADE_ID.finditer(data), MOST_FOUND)
    ids = {(match[1] or match[2]).decode("utf-8", "replace") for match in found}
    defined = {match[1].decode("utf-8", "replace") for match in islice(DEFINED.finditer(data), MOST_FOUND)}
    return data, ids, defined


def _share(signs: Signs, text: bytes, ids: set[str], defined: set[str]) -> float:
    """From 0 to 1: how much of an exercise a file holds, by its ids or, without them, by its title and functions."""
    by_id = len(signs.ids & ids) / max(len(signs.ids), 1)
    by_function = len(signs.functions & defined) / max(len(signs.functions), 1)
    return max(by_id, by_function, 0.6 if _has(text, signs.titles) and (by_function or not signs.functions) else 0.0)


def _has(text: bytes, titles: Iterable[str]) -> bool:
    return any(f"# {said}".encode() in text for title in titles for said in (title, json.dumps(title)[1:-1]))


def _all_signs(root: Path) -> dict[str, Signs]:
    found = {}
    for path in sorted((root / "exercises").glob("*/*.ipynb")):
        if path.stem == path.parent.name and (signs := _signs_of(path)):
            others = filter(None, map(_signs_of, Course(root).translated_notebooks(path.stem).values()))
            found[path.stem] = replace(signs, titles=signs.titles.union(*(other.titles for other in others)))
    return found


def _signs_of(path: Path) -> Signs | None:
    return _signs(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=500)
def _signs(path: Path, version: int) -> Signs | None:
    """Of a released notebook; `version` is the time of its last change."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells]
        ids = frozenset(
            found for cell in cells if (found := cell["metadata"].get("nbgrader", {}).get("grade_id")) is not None
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    functions = frozenset(task_of(name) for name in ids if name.startswith(CHECKS))
    title = next((line[2:].strip() for source in sources for line in source.splitlines() if line.startswith("# ")), "")
    given = frozenset(name.decode() for source in sources for name in DEFINED.findall(source.encode())) - functions
    return Signs(ids, functions, given, frozenset(filter(None, [title])))
