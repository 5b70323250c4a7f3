"""The titles of the book's sections: a label says little to a reader, a title what the section is about."""

import re
from functools import lru_cache
from pathlib import Path

from autograder.course.exercise import Exercise
from autograder.language import by_catalogue

HEADING = re.compile(r"^#+[ \t]+(.+)", re.MULTILINE)


def title(exercise: Exercise, read: str) -> str:
    """The heading at `page#label` of the book beside `solutions/`, or above it, in the language that is being spoken;
    "" where there is no such place.
    """
    page, _, label = read.partition("#")
    if "://" in read or not page:
        return ""
    root = exercise.folder.parent.parent
    text = _text(root / f"{page}.md")
    mark = re.search(rf"^\({re.escape(label)}\)=\n+", text, re.MULTILINE) if label else None
    if label and mark is None:
        return ""
    below = HEADING.match(text, mark.end()) if mark else HEADING.search(text)
    above = [heading for heading in HEADING.finditer(text) if mark and heading.end() <= mark.start()]
    found = below or (above[-1] if above else None)
    heading = by_catalogue(root / "book/locale", page, found[1].strip()) if found else ""
    return re.sub(r"\{[\w-]+\}(?=`)", "", heading)


@lru_cache(maxsize=16)
def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
