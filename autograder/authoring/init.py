"""Makes a course out of an empty folder: settings, one whole exercise, what its readers need, and its release."""

import json
import re
import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path

from autograder import __version__
from autograder.authoring import new, templates
from autograder.course import release
from autograder.course.course import Course
from autograder.errors import WrongUse

PACKAGE = "convolution-channel-by-channel"


@dataclass(frozen=True)
class Wishes:
    """What the new course should be."""

    kind: str | None = None  # of its first exercise
    book: bool = False
    title: str | None = None
    exercise: str = "ex01_first"


def run(folder: Path, wishes: Wishes) -> int:
    """`autograder init`: write the course, say what comes next."""
    course = write(folder, wishes)
    print(
        f"{course.root}: a course with one exercise, {wishes.exercise}. README.md is for students, AUTHORS.md for you."
    )
    if course.root != Path.cwd():
        print(f"Go there first: `cd {shlex.quote(str(folder))}`")
    new.tell_packages(course, wishes.exercise)
    print("Try it: `autograder verify`. Then put your own in its place, piece by piece.")
    return 0


def write(folder: Path, wishes: Wishes) -> Course:
    """Write the files and cut the first release; WrongUse, and nothing written, where one of them exists."""
    root = folder.resolve()
    if (root / "solutions").exists() or (root / "_config.yml").exists():
        raise WrongUse(f"{root}: is a course already. A new exercise in it: `autograder new ex02_second`")
    new.check_id(wishes.exercise)
    title = wishes.title or re.sub(r"[_-]+", " ", root.name).strip().capitalize() or "A course"
    wanted = _files(root, wishes, title)
    there = sorted(str(path.relative_to(root)) for path in wanted if path.exists())
    if there:
        raise WrongUse(f"{root}: {', '.join(there)} exists already and would be lost. Choose an empty folder")
    templates.write(wanted)
    course = Course(root)
    release.write(course, course.exercise(wishes.exercise))
    return course


def _files(root: Path, wishes: Wishes, title: str) -> dict[Path, str]:
    page = templates.Page("intro", title, "first-page") if wishes.book else None
    folder = root / "solutions" / wishes.exercise
    exercise = {folder / name: text for name, text in new.files(wishes.exercise, wishes.kind, page)}
    required = tomllib.loads(exercise[folder / "exercise.toml"]).get("packages", [])
    words = {
        "COURSE": title,
        '"COURSE_NAME"': json.dumps(title, ensure_ascii=False),
        "QUOTED": json.dumps(title, ensure_ascii=False),
        "PACKAGE": PACKAGE,
        "VERSION": __version__,
        "REQUIRED": "\n".join(required),
        "notebook INSTALL": " ".join(["notebook", *map(shlex.quote, required)]),
        "KIND": wishes.kind or "numbers",
        "ex01_first": wishes.exercise,
        '"channel-by-channel"': json.dumps(re.sub(r"\W+", "-", title.lower()).strip("-") or "course"),  # nbgrader's
    }
    files = {root / name: text for name, text in templates.filled("course", words, page)}
    if wishes.book:
        files |= {root / name: text for name, text in templates.filled("book_of_one_page", words, page)}
    return files | exercise
