"""What the bundles for other services are made of: the engine, one exercise, and what pip installs there."""

import io
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.course import release
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError
from autograder.files import write_atomically

ENGINE = Path(__file__).parent.parent
# The book's, the gradebook's and the tests' packages; marking needs none of them.
LEFT_OUT = re.compile(r"jupyter-book|nbgrader|pytest|sphinx|latex2mathml|convolution-channel-by-channel", re.IGNORECASE)
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # the zip's own zero: same input, same bytes
File = tuple[str, bytes, int]  # its name in the zip, its bytes, its mode


def write(course: Course, exercise: Exercise, out: Path, service: str, contents: Iterable[File]) -> Path:
    """Write the zip; `out` is a file name ending in .zip, or a folder."""
    path = out if out.suffix == ".zip" else out / f"{exercise.id}-{service}.zip"
    try:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data, mode in sorted(contents):
                entry = zipfile.ZipInfo(name, OLDEST_DATE)
                entry.external_attr = (stat.S_IFREG | mode) << 16
                archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
        write_atomically(path, packed.getvalue())
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be written ({error.strerror}). Choose another place with --output"
        ) from error
    return path


def released(course: Course, exercise: Exercise) -> Iterator[File]:
    """What students get; CourseError where it was not released yet."""
    notebook = course.release_notebook(exercise.id)
    if not notebook.is_file():
        raise CourseError(f"exercises/{exercise.id}: not released yet. Run `autograder release {exercise.id}`")
    data_files = release.data_files(exercise)
    for each in (notebook, *course.translated_notebooks(exercise.id).values()):
        folder = each.parent.relative_to(course.root).as_posix()
        for name, data in {each.name: each.read_bytes(), **data_files}.items():
            yield f"{folder}/{name}", data, 0o644


def engine() -> Iterator[File]:
    """The engine, without the exercises that `autograder new` copies: they come with their solutions."""
    return (file for file in folder(ENGINE, "autograder") if not file[0].startswith("autograder/templates/kinds/"))


def folder(base: Path, inside: str) -> Iterator[File]:
    """Every file of a folder, under another name."""
    for path in sorted(base.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{inside}/{path.relative_to(base).as_posix()}", path.read_bytes(), 0o644


def requirements(course: Course, exercise: Exercise) -> bytes:
    """What marking this exercise needs: the grader's packages, and those that the exercise names.

    The course's own requirements.txt says in which versions, and from which further index; of an exercise that names
    nothing, everything in it is installed.
    """
    try:
        own = (course.root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        own = []
    except OSError as error:
        raise CourseError(f"requirements.txt: cannot be read ({error.strerror}). Give yourself access") from error
    versions = {_name(line): line for line in own if line[:1].isalnum()}
    wanted = [versions.get(package, package) for package in exercise.packages] or list(versions.values())
    needed = (ENGINE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    lines: dict[str, str] = {}
    for line in [*wanted, *needed]:  # where both name a package, the exercise's version counts, if it names one
        name = _name(line)
        if line[:1].isalnum() and not LEFT_OUT.match(line) and lines.get(name, name) == name:
            lines[name] = versions.get(name, line)
    indices = [line for line in own if line.startswith(("--index-url", "--extra-index-url"))]
    return ("\n".join([*indices, *lines.values()]) + "\n").encode()


def _name(line: str) -> str:
    return re.split(r"[^\w.-]", line, maxsplit=1)[0].lower().replace("_", "-")
