"""Which exercise a file belongs to, whatever it is called: told by what the notebook holds, without parsing it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.course.exercise import Course

GRADE_ID = re.compile(r'"grade_id\\?":\s*\\?"([^"\\]{1,100})|(?:answer|question)=\\?"([^"\\]{1,100})')
DEFINED = re.compile(r"(?:def|class)\s+([^\W\d]\w{0,100})")


@dataclass(frozen=True)
class Signs:
    """What tells a released notebook from the others."""

    ids: frozenset[str]  # of its answers, checks and questions
    functions: frozenset[str]  # that it asks for
    given: frozenset[str]  # that it defines for its students
    title: str


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
    if ours.ids & ids or _has(text, ours.title):
        return None
    found = [(share, name) for name, signs in every.items() if name != exercise_id
             if (share := _share(signs, text, ids, defined)) >= 0.5]  # fmt: skip
    if not found:
        return None
    name = max(found)[1]
    return None if ours.functions & (defined - every[name].given - every[name].functions) else name


def _of(data: bytes) -> tuple[str, set[str], set[str]]:
    text = data.decode("utf-8", "replace")
    ids = {one or other for one, other in GRADE_ID.findall(text)}
    return text, ids, set(DEFINED.findall(text))


def _share(signs: Signs, text: str, ids: set[str], defined: set[str]) -> float:
    """From 0 to 1: how much of an exercise a file holds; its ids tell, where they are gone its title and functions."""
    by_id = len(signs.ids & ids) / max(len(signs.ids), 1)
    by_function = len(signs.functions & defined) / max(len(signs.functions), 1)
    return max(by_id, by_function, 0.6 if _has(text, signs.title) and by_function else 0.0)


def _has(text: str, title: str) -> bool:
    return bool(title) and (f"# {title}" in text or f"# {json.dumps(title)[1:-1]}" in text)


def _all_signs(root: Path) -> dict[str, Signs]:
    files = sorted((root / "exercises").glob("*/*.ipynb"))
    return {
        path.parent.name: signs
        for path in files
        if path.stem == path.parent.name and (signs := _signs(path, path.stat().st_mtime_ns))
    }


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
    functions = frozenset(name.removeprefix("test_") for name in ids if name.startswith("test_"))
    title = next((line[2:].strip() for source in sources for line in source.splitlines() if line.startswith("# ")), "")
    given = frozenset(name for source in sources for name in DEFINED.findall(source)) - functions
    return Signs(ids, functions, given, title)
