"""The autograded notebook that formgrader shows: what the cells printed, and in each checks cell our mark and
words.

nbgrader reads a mark out of a checks cell's outputs, and no output is full marks. So each one says its score
outright, as the first and only `execute_result`; what the student's code printed there is not shown, for it
could imitate one.
"""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_markdown_cell

from autograder import words
from autograder.course.exercise import checks_id
from autograder.language import again, say
from autograder.submission.notebook import Submission, autograded_notebook, cells_to_run
from autograder.submission.outputs import output_node
from autograder.submission.way_out import sentence
from autograder.verdict import Record, TaskResult, Verdict
from autograder.wall.claims import CellOutcome


def marked_notebook(
    submission: Submission,
    release: NotebookNode,
    record: Record,
    outcomes: Mapping[int, CellOutcome],  # by number of the code cell, from 1
) -> NotebookNode:
    """The repaired submission with the outputs of its cells and the marks of its tasks."""
    outputs: list[list[Any]] = [[] for _ in submission.cells]
    ran = [submission.cells.index(cell) for cell in cells_to_run(submission)]
    for number, index in enumerate(ran, 1):
        outputs[index] = _outputs(outcomes.get(number))
    notebook = autograded_notebook(submission, release, outputs)
    for number, index in enumerate(ran, 1):
        notebook.cells[index].execution_count = number if outputs[index] else None
    return with_marks(notebook, record)


def unreadable_notebook(release: NotebookNode, reason: str) -> NotebookNode:
    """In the place of a file that cannot be read: the release, untouched, under the reason."""
    cells = [
        new_markdown_cell(
            sentence(say("This submission could not be read. {why}", why=again(reason))), id="unreadable"
        ),
        *release.cells,
    ]
    return from_dict({**release, "cells": cells})


def with_marks(notebook: NotebookNode, record: Record) -> NotebookNode:
    """The notebook with score and message in each checks cell; a task that the record does not hold stays as it is."""
    results = {checks_id(task.task): task for task in record.again().tasks}
    for cell in notebook.cells:
        task = results.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if task is not None and cell.cell_type == "code":
            data = NotebookNode({"text/plain": repr(float(task.score))})
            mark = output_node("execute_result", data=data, metadata=NotebookNode(), execution_count=None)
            cell.outputs = [mark, output_node("stream", name="stdout", text=_words(task) + "\n")]
    return notebook


def _words(task: TaskResult) -> str:
    if task.verdict is Verdict.PASSED:
        return say("{task}: right.", task=task.task)
    hint = f"\n{task.mistake.hint}" if task.mistake else ""
    earned = f"\n{words.credit(task)}" if task.by_tests else ""
    return say("{task}: {message}", task=task.task, message=task.message) + hint + earned


def _outputs(outcome) -> list[dict[str, Any]]:
    """What one cell showed, as nbformat outputs."""
    if outcome is None:
        return []
    shown: list[dict[str, Any]] = []
    if outcome.stdout:
        shown.append({"output_type": "stream", "name": "stdout", "text": outcome.stdout})
    if outcome.stderr:
        shown.append({"output_type": "stream", "name": "stderr", "text": outcome.stderr})
    if outcome.result is not None:
        shown.append({"output_type": "display_data", "data": {"text/plain": outcome.result}})
    if outcome.error:
        kind, text, line = outcome.error
        trace = [f"line {line}: {kind}: {text}"]
        shown.append({"output_type": "error", "ename": kind, "evalue": text, "traceback": trace})
    return shown
