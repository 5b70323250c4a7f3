"""Writes the skeleton of a new exercise: a small exercise that `verify` accepts, to be replaced piece by piece."""

import re
from pathlib import Path

from autograder.course.exercise import Course
from autograder.errors import WrongUse

TEMPLATES = Path(__file__).parent.parent / "templates" / "new_exercise"


def run(course: Course, exercise_id: str) -> int:
    """`autograder new`: write the folder, say what comes next."""
    for path in write(course, exercise_id):
        print(f"written: {path.relative_to(course.root)}")
    print("It is a whole exercise already: put yours in its place. solutions/README.md says what goes where.")
    print(f"After each piece: `autograder release {exercise_id}`, then `autograder verify {exercise_id}`.")
    return 0


def write(course: Course, exercise_id: str) -> list[Path]:
    """Copy the templates into a new folder under `solutions/`; nothing that exists is touched."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", exercise_id):
        raise WrongUse(f"{exercise_id!r}: an id is small letters, digits and _. For example ex07_transposed")
    folder = course.solutions / exercise_id
    if folder.exists():
        raise WrongUse(f"solutions/{exercise_id}: exists already. Choose another id, or edit it")
    written = []
    for template in sorted(TEMPLATES.rglob("*.txt")):
        target = folder / template.relative_to(TEMPLATES).with_suffix("").with_suffix(_suffix(template))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template.read_text(encoding="utf-8").replace("EXERCISE", exercise_id), encoding="utf-8")
        written.append(target)
    return written


def _suffix(template: Path) -> str:
    return Path(template.stem).suffix
