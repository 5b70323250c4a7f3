"""Classroom 50: the bundle that its runner fetches, and the result.json that the runner reads.

The runner works in the student's repository, where no test stays hidden. So what travels is public: the visible checks,
a point each, and the smallest inputs with their right answers of tasks that let them out, another point each.
The marks come from `autograder grade` on the clones; `autograder export --to classroom50` puts them into scores.json.
"""

import contextlib
import datetime
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course, find_course
from autograder.errors import AutograderError, CourseError
from autograder.language import as_sentence, say, speaking
from autograder.plain_text import encodable_output
from autograder.services import bundle
from autograder.verdict import Verdict

if TYPE_CHECKING:
    from autograder.marking.public_examples import PublicTask

EXAMPLES = "public_examples"  # the file in the bundle
CHECKS, SMALLEST = "checks", "smallest"  # the two kinds of work on a task
FILES = Path(__file__).parent / "classroom50_files"
SCHEMA = "classroom50/result/v1"
GIVEN = {  # our key: the runner's name for it
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
}
CELLS, PIECE = 600.0, 120.0  # seconds without news: while the cells run, and afterwards, where each piece has a clock
EVERY = 0.1  # seconds between two looks


def run(course: Course, exercise_id: str, *, output: Path | None = None) -> int:
    """`autograder package EXERCISE --for classroom50`."""
    from autograder.marking import public_examples

    exercise = course.exercise(exercise_id)
    public, left = public_examples.of_exercise(exercise) if exercise.public_tasks else ([], {})
    contents = _contents(course, exercise_id, public)
    path = bundle.write(course, exercise, output or course.build, "classroom50", contents)
    slug = exercise_id.replace("_", "-")
    print(
        f"{path}: {path.stat().st_size / 1000:.0f} kB. Unpack it in your config repository as "
        f"<classroom>/autograders/{slug}/; it holds the visible checks{'' if public else ' alone'}"
        + "".join(f",\n  {len(each.written)} small inputs of {each.task.name} with right answers" for each in public)
        + "."
    )
    for name, why in left.items():
        print(f"  None of {name}: {why}.")
    return 0


def _contents(course: Course, exercise_id: str, public: list["PublicTask"]) -> Iterator[bundle.File]:
    from autograder.marking import public_examples

    exercise = course.exercise(exercise_id)
    yield "autograder.py", (FILES / "autograder.py.txt").read_bytes(), 0o644
    yield "exercise_id", exercise.id.encode(), 0o644
    language = exercise.language or course.language
    yield "_config.yml", f"sphinx: {{config: {{course_language: {language}}}}}\n".encode(), 0o644
    yield "requirements.txt", bundle.requirements(course, exercise), 0o644
    if public:
        yield EXAMPLES, public_examples.to_bytes(public), 0o644
    yield from bundle.released(course, exercise)
    yield from bundle.engine()


@dataclass
class Told:
    """What the runs of a student's file said so far."""

    plan: list[tuple[str, str]] = field(default_factory=list)  # kind of work and task
    results: dict[int, tuple[bool, str]] = field(default_factory=dict)  # by place in the plan
    unreadable: str = ""
    ours: str = ""  # what is not the student's fault
    ran: bool = False  # whether the cells came to an end in the last run
    at: int | None = None  # the piece that has begun and is not done

    @property
    def open(self) -> list[int]:
        return [number for number in range(len(self.plan)) if number not in self.results]

    def take(self, line: Mapping[str, Any]) -> None:
        """Take in one line."""
        if "plan" in line:
            self.plan, self.ran, self.at = [(kind, task) for kind, task in line["plan"]], False, None
        elif "begins" in line:
            self.at = line["begins"]
        elif "done" in line:
            self.results[line["done"]], self.at = (line["passed"], line["says"]), None
        else:
            self.ran = line.get("ran", self.ran)
            self.unreadable = line.get("unreadable", "")
            self.ours = line.get("ours", "")

    def ended_by_student(self, timed_out: bool) -> None:
        """The run ended before its work was done: whatever was under way is told so."""
        from autograder.marking import sentences  # torch: seconds, which only such a run costs

        verdict = Verdict.TIMED_OUT if timed_out else Verdict.CRASHED
        if self.at is None:
            self.results |= dict.fromkeys(self.open, (False, sentences.not_runnable(verdict)))
            return
        said = say(sentences.TIMED_OUT if timed_out else sentences.DIED)
        task = self.plan[self.at][1]
        self.results |= {n: (False, said) for n in self.open if self.plan[n][1] == task}  # its other pieces end alike


def checked(here: Path, checkout: Path) -> Told:
    """All pieces of work on the student's file, in as many runs as it takes."""
    told = Told()
    with tempfile.TemporaryDirectory() as folder:
        while not told.plan or (told.open and not told.unreadable):
            lines = Path(folder) / "lines"
            lines.write_bytes(b"")
            line = [sys.executable, "-P", "-m", "autograder.services.classroom50_run", here, checkout, lines]
            timed_out = _watched([*line, json.dumps(told.open) if told.plan else ""], lines, told)
            if told.ours or not told.plan:
                raise CourseError(told.ours or "the run ended before it began. Run it again")
            if told.open and not told.unreadable:
                told.ended_by_student(timed_out)
    return told


def _watched(line: list[Any], path: Path, told: Told) -> bool:
    """Run it, take in its lines as they come, and end it when it says nothing for too long; whether that happened."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(line, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    seen, heard = 0, time.monotonic()
    try:
        while True:
            ended = process.poll() is not None
            news = [
                each for each in path.read_text(encoding="ascii").splitlines(keepends=True)[seen:] if each[-1] == "\n"
            ]
            for each in news:
                told.take(json.loads(each))
            seen, heard = seen + len(news), time.monotonic() if news else heard
            if ended:
                return False
            if time.monotonic() - heard > (PIECE if told.ran else CELLS):
                return True
            time.sleep(EVERY)
    finally:
        _kill(process)


def _kill(process: subprocess.Popen) -> None:
    """End the process and what it has started."""
    with contextlib.suppress(OSError, AttributeError):  # on Windows there are no groups
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def results(told: Told, given: Mapping[str, str]) -> dict[str, Any]:
    """What was told, in Classroom 50's words."""
    tests = []
    for number, (kind, task) in enumerate(told.plan):
        passed, says = told.results.get(number, (False, told.unreadable))
        name = (
            say("visible checks of {task}", task=task)
            if kind == CHECKS
            else say("smallest inputs of {task}", task=task)
        )
        tests.append({"test-name": name, "passed": passed, "score": int(passed), "max-score": 1, "output": says})
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
    lines = [as_sentence(say("{n} of {all} tests pass", n=result["score"], all=result["max-score"])), ""]
    for test in result["tests"]:
        lines.append(f"- {'✓' if test['passed'] else '·'} {test['test-name']}")
        if test["output"] and not test["passed"]:
            lines += ["", *(f"      {line}".rstrip() for line in test["output"].splitlines()), ""]
    return "\n".join([*lines, "", say("The marks come from other tests, on your teacher's machine.")]) + "\n"


def main(arguments: list[str]) -> int:
    """`python -m autograder.services.classroom50 BUNDLE CHECKOUT`, called by the bundle's autograder.py."""
    encodable_output()
    here, checkout = map(Path, arguments)
    try:
        course = find_course(here, given=True)
        with speaking(course.language):
            result = results(checked(here, checkout), os.environ)
            body = page(result)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    (checkout / "result.json").write_text(json.dumps(result, indent=2), encoding="ascii")
    (checkout / "release-body.md").write_text(body, encoding="utf-8", errors="replace")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
