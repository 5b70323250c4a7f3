"""One run of a student's file for Classroom 50: the cells, then each piece of work that is still open.

It is a process of its own, which the student's code may end or keep for ever. So each piece is said in a line of a file
as soon as it begins and as soon as it is done, and `classroom50` reads there how far it came.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from autograder import check
from autograder.course.course import Course, find_course
from autograder.course.exercise import task_of
from autograder.course.release import read_release
from autograder.errors import AutograderError, SubmissionError
from autograder.language import again, phrase, say, speaking
from autograder.marking import public_examples, sentences
from autograder.services import own_machine
from autograder.services.classroom50 import CHECKS, EXAMPLES, SMALLEST
from autograder.submission.finding import find_submission


class _Lines:
    """The file to which this run writes."""

    def __init__(self, path: str):
        self._path = path

    def say(self, **what: object) -> None:
        with open(self._path, "a", encoding="ascii") as file:
            file.write(json.dumps(what) + "\n")


def main(arguments: list[str]) -> None:
    """`python -m autograder.services.classroom50_run BUNDLE CHECKOUT FILE OPEN`; OPEN is "" at first."""
    here, checkout, lines = Path(arguments[0]), Path(arguments[1]), _Lines(arguments[2])
    try:
        course = find_course(here, given=True)
        with speaking(course.language):
            _run(course, here, checkout, lines, json.loads(arguments[3] or "null"))
    except SubmissionError as error:
        lines.say(unreadable=again(error.said))
    except AutograderError as error:
        lines.say(ours=str(error))
    except Exception as error:
        lines.say(ours=f"{type(error).__name__}: {error}")


def _run(course: Course, here: Path, checkout: Path, lines: _Lines, still_open: list[int] | None) -> None:
    exercise_id = (here / "exercise_id").read_text(encoding="utf-8").strip()
    tasks = _tasks(course, exercise_id)
    public = {each.task.name: each for each in _public(here) if each.task.name in tasks}
    plan = [(CHECKS, task) for task in tasks] + [(SMALLEST, task) for task in public]
    lines.say(plan=plan)
    for each in public.values():
        each.examples()  # what they are made of must be here before student code runs
    path, _ = find_submission(checkout, exercise_id)
    release, ran, _ = check.run_file(course, exercise_id, path)
    todo = range(len(plan)) if still_open is None else still_open
    lines.say(ran=True)
    for number in todo:
        kind, task = plan[number]
        lines.say(begins=number)
        passed, says = _careful(_work(kind, task, release, ran, public), task)
        lines.say(done=number, passed=passed, says=again(says))


Work = Callable[[], tuple[bool, str]]


def _careful(work: Work, task: str) -> tuple[bool, str]:
    try:
        return work()
    except KeyboardInterrupt:  # the clock rang just as a call ended
        return False, say(sentences.TIMED_OUT)
    except Exception as error:  # an odd value may have no words
        pattern = phrase("{task}: no more words were found for this value ({error}).")
        return False, say(pattern, task=task, error=type(error).__name__)


def _work(kind: str, task: str, release, ran: check.Ran, public: dict[str, public_examples.PublicTask]) -> Work:
    def checks() -> tuple[bool, str]:
        told = next(check.checks(release, ran, task))
        return told.passed, told.says

    def smallest() -> tuple[bool, str]:
        if not callable(ran.namespace.get(task)):
            return False, checks()[1]
        return own_machine.ask(public[task], ran)

    return checks if kind == CHECKS else smallest


def _public(here: Path) -> list[public_examples.PublicTask]:
    path = here / EXAMPLES
    return public_examples.from_bytes(path.read_bytes()) if path.is_file() else []


def _tasks(course: Course, exercise_id: str) -> list[str]:
    """The tasks of the released notebook: exercise.toml does not travel."""
    claims = [cell.metadata.get("nbgrader", {}) for cell in read_release(course, exercise_id).cells]
    return [task_of(each["grade_id"]) for each in claims if each.get("grade") and not each.get("solution")]


if __name__ == "__main__":
    main(sys.argv[1:])
