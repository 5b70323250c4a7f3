"""Gradescope: the zip that it runs, and the entry that its harness calls.

    package  the teacher's machine: engine + one exercise + setup.sh + run_autograder ->
    build/<id>-gradescope.zip harness  Gradescope's container: /autograder/submission -> mark, behind the wall
    -> /autograder/results/results.json

The student's code never leaves the box: results.json is written by the keeper, from its own record. When the
grader itself fails it writes no results.json at all; Gradescope then tells the teacher, and nobody gets a
zero for our fault.
"""

import io
import json
import re
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from autograder import grids, words
from autograder.course import beliefs, release
from autograder.course.exercise import Course, Exercise, find_course
from autograder.course.marking_guide import without_guides
from autograder.errors import AutograderError, CourseError, OurFault
from autograder.files import write_atomically
from autograder.marking import single
from autograder.plain_text import encodable_output
from autograder.terminal import panel_lines
from autograder.verdict import Record, TaskResult, Verdict

FILES = Path(__file__).parent / "gradescope_files"
LAYOUT = {"setup.sh": "setup.sh", "run_autograder.sh": "run_autograder"}
# The book's, the gradebook's and the tests' packages; marking needs none of them.
LEFT_OUT = re.compile(r"jupyter-book|nbgrader|pytest|sphinx|latex2mathml|convolution-channel-by-channel", re.IGNORECASE)
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # the zip's own zero: same input, same bytes


def run(course: Course, exercise_id: str, *, output: Path | None = None) -> int:
    """`autograder package EXERCISE --for gradescope`."""
    path = package(course, exercise_id, output or course.build)
    size = path.stat().st_size / 1000
    print(f"{path}: {size:.0f} kB. Upload it under 'Configure Autograder'; it holds the hidden tests.")
    return 0


def package(course: Course, exercise_id: str, out: Path) -> Path:
    """Write the zip for one exercise; `out` is a file name ending in .zip, or a folder."""
    exercise = course.exercise(exercise_id)
    if not course.release_notebook(exercise_id).is_file():
        raise CourseError(f"exercises/{exercise_id}: not released yet. Run `autograder release {exercise_id}`")
    if not exercise.tasks:
        raise CourseError(f"solutions/{exercise_id}: has questions only. A service could mark nothing of it")
    path = out if out.suffix == ".zip" else out / f"{exercise_id}-gradescope.zip"
    try:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data, mode in sorted(_contents(course, exercise)):
                entry = zipfile.ZipInfo(name, OLDEST_DATE)
                entry.external_attr = (stat.S_IFREG | mode) << 16
                archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
        write_atomically(path, packed.getvalue())
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be written ({error.strerror}). Choose another place with --output"
        ) from error
    return path


def _contents(course: Course, exercise: Exercise) -> Iterator[tuple[str, bytes, int]]:
    for name, name_in_zip in LAYOUT.items():
        yield name_in_zip, (FILES / name).read_bytes(), 0o755
    yield "exercise_id", exercise.id.encode(), 0o644
    yield "requirements.txt", _requirements(course, exercise), 0o644
    yield "_config.yml", yaml.safe_dump({"html": {"baseurl": course.book_url}}).encode(), 0o644
    notebook = course.release_notebook(exercise.id)
    for name, data in {notebook.name: notebook.read_bytes(), **release.data_files(exercise)}.items():
        yield f"exercises/{exercise.id}/{name}", data, 0o644
    common = course.solutions / beliefs.COMMON
    if common.exists():
        yield f"solutions/{beliefs.COMMON}", common.read_bytes(), 0o644
    for base, inside in (
        (exercise.folder, f"solutions/{exercise.id}"),
        (Path(__file__).parent.parent, "autograder"),
    ):
        for path in sorted(base.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{inside}/{path.relative_to(base).as_posix()}", _packed(path, exercise), 0o644


def _packed(path: Path, exercise: Exercise) -> bytes:
    """A file's bytes; of `notebook.py` without model answers and rubrics, which no test needs."""
    if path != exercise.folder / "notebook.py":
        return path.read_bytes()
    return without_guides(path.read_text(encoding="utf-8")).encode()


def _requirements(course: Course, exercise: Exercise) -> bytes:
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
    needed = (FILES.parent.parent / "requirements.txt").read_text(encoding="utf-8").splitlines()
    lines = {_name(line): line for line in [*wanted, *needed] if line[:1].isalnum() and not LEFT_OUT.match(line)}
    lines |= {_name(line): versions[_name(line)] for line in lines.values() if _name(line) in versions}
    indices = [line for line in own if line.startswith(("--index-url", "--extra-index-url"))]
    return ("\n".join([*indices, *lines.values()]) + "\n").encode()


def _name(line: str) -> str:
    return re.split(r"[^\w.-]", line, maxsplit=1)[0].lower().replace("_", "-")


def harness(root: Path) -> None:
    """Mark what lies in `root/submission` and write `root/results/results.json`."""
    exercise_id = (root / "source" / "exercise_id").read_text(encoding="utf-8").strip()
    course = find_course(root / "source", given=True)
    exercise = course.exercise(exercise_id)
    data = results(exercise, _mark(course, exercise, root / "submission"), course.book_url)
    (root / "results").mkdir(exist_ok=True)
    # no half surrogates: Gradescope's reader refuses the whole file for one of them
    (root / "results" / "results.json").write_text(json.dumps(data, indent=1), encoding="ascii")


def _mark(course: Course, exercise: Exercise, folder: Path) -> Record:
    record = single.mark_at(course, exercise.id, folder)
    if not record.graded:
        faults = "; ".join(task.message for task in record.tasks if task.verdict is Verdict.NOT_GRADED)
        raise OurFault(f"{exercise.id}: not graded, and not by the student's fault: {faults}. Run it again")
    return record


def results(exercise: Exercise, record: Record, book: str = "") -> dict[str, Any]:
    """A record in Gradescope's words: a scored entry for each task, then its tests without a score.

    `book`: the address of the published book, "" where it is not published.
    """
    tests: list[dict[str, Any]] = []
    for number, task in enumerate(record.tasks, 1):
        tests.append(_entry(task, str(number), exercise.feedback, book))
        for part, test in enumerate(task.tests, 1):
            tests.append(
                {
                    "number": f"{number}.{part}",
                    "name": test.name,
                    "status": _status(test.verdict),
                    "output": test.message,
                    "output_format": "text",
                    "visibility": "hidden" if exercise.feedback == "marks" else "visible",
                }
            )
    return {
        "score": record.score,
        "execution_time": round(record.seconds, 1),
        "output": "\n".join(record.notes),
        "output_format": "text",  # never Markdown or HTML: an exception's words are a student's
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _entry(task: TaskResult, number: str, feedback: str, book: str) -> dict[str, Any]:
    return {
        "number": number,
        "name": task.task,
        "score": task.score,
        "max_score": task.max_score,
        "status": _status(task.verdict),
        "output": _words(task, feedback, book),
        "output_format": "text",
        "visibility": "visible",
    }


def _status(verdict: Verdict) -> str:
    return "passed" if verdict is Verdict.PASSED else "failed"


def _words(task: TaskResult, feedback: str, book: str) -> str:
    """What the student may read, as far as the exercise's feedback goes."""
    if feedback == "marks" or task.verdict is Verdict.PASSED:
        return ""
    lines = [task.message, words.credit(task)]
    if task.mistake:
        lines.append(task.mistake.hint)
        if task.mistake.read:
            lines.append(f"Read {task.mistake.address(book) or f'{task.mistake.again} in the book again'}")
    if task.place and feedback == "full":
        lines += [f"{words.wrong_line(task.place)}: {task.place.text}", words.proof(task.place)]
    lines += [f"Also: {missing}" for missing in task.also]
    if task.counterexample and feedback in ("full", "example"):
        for panel in grids.panels(task.counterexample):
            lines.append("\n".join([f"{panel.name}:", *(f"  {line.plain}".rstrip() for line in panel_lines(panel))]))
    return "\n".join(line for line in lines if line)


def main(arguments: list[str]) -> int:
    """`python -m autograder.services.gradescope ROOT`, called by run_autograder."""
    encodable_output()
    root = Path(arguments[0])
    (root / "results" / "results.json").unlink(missing_ok=True)  # an old result is no result
    try:
        harness(root)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
