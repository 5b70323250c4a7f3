"""Makes a course out of an empty folder: settings, one whole exercise, what its readers need, and its release."""

import json
import re
import shlex
import tomllib
from pathlib import Path

from autograder import __version__
from autograder.authoring import new, templates
from autograder.course import release
from autograder.course.exercise import Course
from autograder.errors import WrongUse

FIRST = "ex01_first"
PACKAGE = "convolution-channel-by-channel"


def run(folder: Path, *, kind: str | None, book: bool, title: str | None) -> int:
    """`autograder init`: write the course, say what comes next."""
    course = write(folder, kind=kind, book=book, title=title)
    here = course.root == Path.cwd()
    print(f"{course.root}: a course with one exercise, {FIRST}. README.md is for students, AUTHORS.md for you.")
    if not here:
        print(f"Go there first: `cd {shlex.quote(str(folder))}`")
    new.tell_packages(course, FIRST)
    print("Try it: `autograder verify`. Then put your own exercise in its place, piece by piece.")
    return 0


def write(folder: Path, *, kind: str | None = None, book: bool = False, title: str | None = None) -> Course:
    """Write the files and cut the first release; WrongUse, and nothing written, where one of them exists."""
    root = folder.resolve()
    if (root / "solutions").exists() or (root / "_config.yml").exists():
        raise WrongUse(f"{root}: is a course already. A new exercise in it: `autograder new ex02_second`")
    title = title or re.sub(r"[_-]+", " ", root.name).strip().capitalize() or "A course"
    wanted = _files(title, kind, book, root)
    there = sorted(str(path.relative_to(root)) for path in wanted if path.exists())
    if there:
        raise WrongUse(f"{root}: {', '.join(there)} exists already and would be lost. Choose an empty folder")
    templates.write(wanted)
    course = Course(root)
    release.write(course, course.exercise(FIRST))
    return course


def _files(title: str, kind: str | None, book: bool, root: Path) -> dict[Path, str]:
    page = templates.Page("intro", title, "first-page") if book else None
    exercise = {root / "solutions" / FIRST / name: text for name, text in new.files(FIRST, kind, page)}
    required = tomllib.loads(exercise[root / "solutions" / FIRST / "exercise.toml"]).get("packages", [])
    words = {
        "COURSE": title,
        '"COURSE_NAME"': json.dumps(title, ensure_ascii=False),
        "QUOTED": json.dumps(title, ensure_ascii=False),
        "PACKAGE": PACKAGE,
        "VERSION": __version__,
        "REQUIRED": "\n".join(required),
        "notebook INSTALL": " ".join(["notebook", *map(shlex.quote, required)]),
        "KIND": kind or "numbers",
        '"channel-by-channel"': json.dumps(re.sub(r"\W+", "-", title.lower()).strip("-") or "course"),  # nbgrader's
    }
    files = {root / name: text for name, text in templates.filled("course", words, page)}
    if book:
        files |= {root / name: text for name, text in templates.filled("book_of_one_page", words, page)}
    return files | exercise
