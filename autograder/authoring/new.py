"""Writes the skeleton of a new exercise: a small exercise that `verify` accepts, to be replaced piece by piece."""

import importlib.util
import re
from pathlib import Path

from autograder.authoring import templates
from autograder.course import packages
from autograder.course.course import Course
from autograder.errors import WrongUse


def run(course: Course, exercise_id: str, kind: str | None = None) -> int:
    """`autograder new`: write the folder, say what comes next."""
    for path in write(course, exercise_id, kind):
        print(f"written: {path.relative_to(course.root)}")
    guide = "solutions/README.md says what goes where." if (course.solutions / "README.md").is_file() else ""
    print(f"It is a whole exercise already: put yours in its place. {guide}".rstrip())
    tell_packages(course, exercise_id)
    print(f"After each piece: `autograder release {exercise_id}`, then `autograder verify {exercise_id}`.")
    return 0


def tell_packages(course: Course, exercise_id: str) -> list[str]:
    """Say what has to be installed before the exercise can be tried."""
    absent = packages.missing(course.exercise(exercise_id))
    if absent:
        print(f"Not installed here: {', '.join(absent)}. First run `{packages.install(absent)}`")
    return absent


def write(course: Course, exercise_id: str, kind: str | None = None) -> list[Path]:
    """Copy the templates of this kind into a new folder under `solutions/`; nothing that exists is touched."""
    check_id(exercise_id)
    folder = course.solutions / exercise_id
    if folder.exists():
        raise WrongUse(f"solutions/{exercise_id}: exists already. Choose another id, or edit it")
    return templates.write(
        {folder / name: text for name, text in files(exercise_id, kind, templates.first_page(course))}
    )


def check_id(exercise_id: str) -> None:
    """Raises WrongUse for what is no id of an exercise."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", exercise_id):
        raise WrongUse(f"{exercise_id!r}: an id is small letters, digits and _. For example ex07_transposed")


def files(exercise_id: str, kind: str | None, page: templates.Page | None) -> list[tuple[Path, str]]:
    """The files of the skeleton; without a kind, tensors where torch is installed and numbers elsewhere."""
    kind = kind or ("tensor" if importlib.util.find_spec("torch") else "numbers")
    return list(templates.filled(f"kinds/{kind}", {"EXERCISE": exercise_id}, page))
