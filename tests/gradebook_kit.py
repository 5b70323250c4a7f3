"""What tests of the gradebook share: a small exercise, its release, a record of a student's marks."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from autograder.course.exercise import Exercise, Limits, Question, Task
from autograder.verdict import Record, TaskResult, Verdict

EXERCISE = Exercise(
    id="ex_demo",
    folder=Path("solutions/ex_demo"),
    title="Demo",
    chapter="02-multi-output-channels",
    feedback="full",
    limits=Limits(60, 5, 2000),
    tasks=(Task("one", 6.0, ("X",), ()), Task("two", 4.0, ("X",), ())),
    questions=(Question("why", 2.0),),
)


def a_release(tasks=(("one", 6), ("two", 4)), question=("why", 2)):
    """A released notebook with nbgrader's metadata, checksums included."""

    def marked(cell, grade_id, **flags):
        meta = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        cell.metadata["nbgrader"] = nbformat.from_dict({**meta, "grade_id": grade_id, **flags})
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        return cell

    cells = [new_markdown_cell("Read this first.")]
    for name, points in tasks:
        cells.append(marked(new_code_cell(f"def {name}(X):\n    raise NotImplementedError"), name, solution=True))
        checks = new_code_cell(f"assert {name}(1) == 1")
        cells.append(marked(checks, f"test_{name}", grade=True, locked=True, points=points))
    if question:
        answer = new_markdown_cell("*Write your answer here.*")
        cells.append(marked(answer, question[0], grade=True, solution=True, points=question[1]))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def a_record(one=6.0, two=4.0, verdict=None, mistake=None):
    def result(task, score, points):
        right = score == points
        return TaskResult(
            task,
            score,
            points,
            verdict or (Verdict.PASSED if right else Verdict.FAILED),
            "" if right else f"{task} gives 3, expected 4.",
            mistake=None if right else mistake,
        )

    return Record("ex_demo", (result("one", one, 6.0), result("two", two, 4.0)), ("seccomp",))


def a_words_record(words):
    return Record("ex_demo", (TaskResult("one", 0.0, 6.0, Verdict.CRASHED, words),), ())
