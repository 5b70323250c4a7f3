"""Gradescope: the zip that it runs, and the entry that its harness calls.

    package  the teacher's machine: engine + one exercise + setup.sh + run_autograder ->
    build/<id>-gradescope.zip harness  Gradescope's container: /autograder/submission -> mark, behind the wall
    -> /autograder/results/results.json

The student's code never leaves the box: results.json is written by the keeper, from its own record. When the
grader itself fails it writes no results.json at all; Gradescope then informs the teacher, and nobody gets a
zero for our fault.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from autograder import grids, words
from autograder.course import beliefs, translations
from autograder.course.course import Course, find_course
from autograder.course.exercise import Exercise
from autograder.course.marking_guide import without_guides
from autograder.errors import AutograderError, CourseError, OurFault
from autograder.language import say
from autograder.marking import single
from autograder.plain_text import encodable_output
from autograder.services import bundle
from autograder.terminal import panel_lines
from autograder.verdict import Record, TaskResult, Verdict

FILES = Path(__file__).parent / "gradescope_files"
LAYOUT = {"setup.sh": "setup.sh", "run_autograder.sh": "run_autograder"}


def run(course: Course, exercise_id: str, *, output: Path | None = None) -> int:
    """`autograder package EXERCISE --for gradescope`."""
    path = package(course, exercise_id, output or course.build)
    size = path.stat().st_size / 1000
    print(f"{path}: {size:.0f} kB. Upload it under 'Configure Autograder'; it holds the hidden tests.")
    return 0


def package(course: Course, exercise_id: str, out: Path) -> Path:
    """Write the zip for one exercise; `out` is a file name ending in .zip, or a folder."""
    exercise = course.exercise(exercise_id)
    if not exercise.tasks:
        raise CourseError(f"solutions/{exercise_id}: has questions only. A service could mark nothing of it")
    return bundle.write(course, exercise, out, "gradescope", _contents(course, exercise))


def _contents(course: Course, exercise: Exercise) -> Iterator[bundle.File]:
    yield from bundle.released(course, exercise)
    for name, name_in_zip in LAYOUT.items():
        yield name_in_zip, (FILES / name).read_bytes(), 0o755
    yield "exercise_id", exercise.id.encode(), 0o644
    yield "requirements.txt", bundle.requirements(course, exercise), 0o644
    config = {"html": {"baseurl": course.book_url}, "sphinx": {"config": {"course_language": course.language}}}
    yield "_config.yml", yaml.safe_dump(config).encode(), 0o644
    for common in [course.solutions / beliefs.COMMON, *sorted(course.solutions.glob("words.*.po"))]:
        if common.exists():
            yield f"solutions/{common.name}", common.read_bytes(), 0o644
    for name, data, mode in bundle.folder(exercise.folder, f"solutions/{exercise.id}"):
        yield name, _packed(name, data, exercise), mode
    yield from bundle.engine()


def _packed(name: str, data: bytes, exercise: Exercise) -> bytes:
    """A file's bytes; without model answers and rubrics, which no test needs."""
    if name == f"solutions/{exercise.id}/notebook.py":
        return without_guides(data.decode()).encode()
    is_catalogue = name.startswith(f"solutions/{exercise.id}/words.")
    return translations.without_guides(exercise, data) if is_catalogue else data


def harness(root: Path) -> None:
    """Mark what lies in `root/submission` and write `root/results/results.json`."""
    exercise_id = (root / "source" / "exercise_id").read_text(encoding="utf-8").strip()
    course = find_course(root / "source", given=True)
    exercise = course.exercise(exercise_id)
    record = _mark(course, exercise, root / "submission")
    with exercise.speaking(exercise.language or course.language):
        data = results(exercise, record.again(), course.book_url)
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
            address = task.mistake.address(book)
            again = say("Read {page} in the book again", page=task.mistake.again)
            lines.append(say("Read {page}", page=address) if address else again)
    if task.place and feedback == "full":
        lines += [
            say("{look}: {line}", look=words.wrong_line(task.place), line=task.place.text),
            words.proof(task.place),
        ]
    lines += filter(None, [words.also(task)])
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
