"""Every coding of every wrong and right answer of the exercises that have an answer box."""

import json
from dataclasses import dataclass
from functools import cache

import nbformat

from autograder.course import release, right_answers
from autograder.course.course import find_course
from autograder.marking import mistakes

COURSE = find_course(None)
EXERCISES = [each for each in COURSE.exercises() if any(task.practice for task in each.tasks)]


@dataclass(frozen=True, eq=False)
class Coding:
    """A whole answer, and which of the tasks with a box it gets right, as `autograder verify` proves."""

    exercise: str
    name: str
    text: str
    right: dict[str, bool]


@cache
def tasks(exercise: str) -> dict[str, dict]:
    """The tasks of a release, by name, as the page gets them, with the notebook's cells above each."""
    data = json.loads(COURSE.practice_file(exercise).read_text(encoding="utf-8"))
    return {task["name"]: task for task in data["tasks"]}


@cache
def solution(exercise: str) -> str:
    """All code of the solution that is no check."""
    cells = release.cut(COURSE.exercise(exercise)).source["cells"]
    return "\n\n".join(
        "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "code" and not cell["id"].startswith("checks-")
    )


def every() -> list[Coding]:
    found = []
    for exercise in EXERCISES:
        boxed = [task.name for task in exercise.tasks if task.practice]
        for wrong in mistakes.read_all(exercise):
            right = {name: name not in wrong.wrong_in for name in boxed}
            for number, coding in enumerate(wrong.codings):
                found.append(Coding(exercise.id, f"{wrong.id}[{number}]", coding, right))
        for answer in right_answers.read_all(exercise):
            found.append(Coding(exercise.id, answer.name, answer.source, dict.fromkeys(boxed, True)))
        found.append(Coding(exercise.id, "solution", "pass", dict.fromkeys(boxed, True)))
    return found


__all__ = ["COURSE", "EXERCISES", "Coding", "every", "nbformat", "solution", "tasks"]
