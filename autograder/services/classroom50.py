"""Classroom 50: the bundle that its runner fetches, and the result.json that the runner reads.

The runner works in the student's repository, where no test stays hidden: only the visible checks travel, a point each.
The marks come from `autograder grade` on the clones; `autograder export --to classroom50` puts them into scores.json.
"""

import datetime
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder import check
from autograder.check import CheckResult, check_file
from autograder.course.course import Course, find_course
from autograder.errors import AutograderError, SubmissionError
from autograder.language import again, say, speaking
from autograder.plain_text import encodable_output
from autograder.services import bundle
from autograder.submission.finding import find_submission

FILES = Path(__file__).parent / "classroom50_files"
SCHEMA = "classroom50/result/v1"
GIVEN = {  # our key: the runner's name for it
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
}


def run(course: Course, exercise_id: str, *, output: Path | None = None) -> int:
    """`autograder package EXERCISE --for classroom50`."""
    exercise = course.exercise(exercise_id)
    path = bundle.write(course, exercise, output or course.build, "classroom50", _contents(course, exercise_id))
    slug = exercise_id.replace("_", "-")
    print(
        f"{path}: {path.stat().st_size / 1000:.0f} kB. Unpack it in your config repository as "
        f"<classroom>/autograders/{slug}/; it holds the visible checks alone."
    )
    return 0


def _contents(course: Course, exercise_id: str) -> Iterator[bundle.File]:
    exercise = course.exercise(exercise_id)
    yield "autograder.py", (FILES / "autograder.py.txt").read_bytes(), 0o644
    yield "exercise_id", exercise.id.encode(), 0o644
    language = exercise.language or course.language
    yield "_config.yml", f"sphinx: {{config: {{course_language: {language}}}}}\n".encode(), 0o644
    yield "requirements.txt", bundle.requirements(course, exercise), 0o644
    yield from bundle.released(course, exercise)
    yield from bundle.engine()


def results(checked: CheckResult | None, tasks: list[str], given: Mapping[str, str], said: str = "") -> dict[str, Any]:
    """The visible checks in Classroom 50's words. `checked` is None where no file could be read, and `said` why."""
    told = {task.task: task for task in checked.tasks} if checked else {}
    tests = []
    for name in tasks:
        passed = name in told and told[name].passed
        tests.append(
            {
                "test-name": say("visible checks of {task}", task=name),
                "passed": passed,
                "score": int(passed),
                "max-score": 1,
                "output": again(told[name].says) if name in told else said,
            }
        )
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "schema": SCHEMA,
        **{key: given.get(name, "") for key, name in GIVEN.items()},
        "review": given.get("REVIEW_URL") or given.get("COMMIT_URL", ""),
        "datetime": now,  # the runner puts the time of the commit in its place
        "score": sum(test["score"] for test in tests),
        "max-score": len(tests),
        "tests": tests,
    }


def page(result: Mapping[str, Any]) -> str:
    """What the student reads on the release's page."""
    lines = [say(check.PASS, n=result["score"], all=result["max-score"]), ""]
    for test in result["tests"]:
        lines.append(f"- {'✓' if test['passed'] else '·'} {test['test-name']}")
        if test["output"] and not test["passed"]:
            lines += ["", *(f"      {line}" for line in test["output"].splitlines()), ""]
    return "\n".join([*lines, "", say("The marks come from other tests, on your teacher's machine.")]) + "\n"


def main(arguments: list[str]) -> int:
    """`python -m autograder.services.classroom50 BUNDLE CHECKOUT`, called by the bundle's autograder.py."""
    encodable_output()
    here, checkout = map(Path, arguments)
    try:
        course = find_course(here, given=True)
        exercise_id = (here / "exercise_id").read_text(encoding="utf-8").strip()
        with speaking(course.language):
            result = _check(course, exercise_id, checkout)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    (checkout / "result.json").write_text(json.dumps(result, indent=2), encoding="ascii")
    with speaking(course.language):
        (checkout / "release-body.md").write_text(page(result), encoding="utf-8")
    return 0


def _check(course: Course, exercise_id: str, checkout: Path) -> dict[str, Any]:
    tasks = _tasks(course, exercise_id)
    try:
        path, _ = find_submission(checkout, exercise_id)
        checked = check_file(course, exercise_id, path)
    except SubmissionError as error:
        return results(None, tasks, os.environ, again(error.said))
    return results(checked, tasks, os.environ)


def _tasks(course: Course, exercise_id: str) -> list[str]:
    """The tasks of the released notebook: exercise.toml does not travel."""
    from autograder.course.exercise import task_of
    from autograder.course.release import read_release

    claims = [cell.metadata.get("nbgrader", {}) for cell in read_release(course, exercise_id).cells]
    return [task_of(each["grade_id"]) for each in claims if each.get("grade") and not each.get("solution")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
