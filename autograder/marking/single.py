"""Marks one submission: finds it, reads it, marks it, or says why not.

The class, nbgrader's button, Gradescope and `autograder mark` all come here.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release, read_translations
from autograder.errors import SubmissionError
from autograder.marking.mark import Marker
from autograder.marking.shown import marked_notebook, unreadable_notebook
from autograder.plain_text import plain
from autograder.submission.finding import named_file
from autograder.submission.notebook import Submission, cells_to_run, find_submission, read_submission
from autograder.torch_if_there import torch
from autograder.verdict import Reason, Record, TaskResult, Verdict
from autograder.wall import ahead, gate
from autograder.wall.box import Box
from autograder.wall.claims import CellOutcome


@dataclass(frozen=True)
class MarkedSubmission:
    """One submission, marked."""

    record: Record
    submission: Submission | None  # None: it could not be read
    outcomes: dict[int, CellOutcome] = field(default_factory=dict)  # what the cells printed, by number from 1

    def answered(self, release: NotebookNode, exercise: Exercise) -> frozenset[str]:
        """The questions in words that have another text than in the release."""
        if self.submission is None:
            return frozenset()
        cells, release = self.submission.cells, self.submission.release or release
        given = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in release.cells}
        asked = {question.name for question in exercise.questions}
        return frozenset(
            cell.grade_id for cell in cells if cell.grade_id in asked and cell.source != given.get(cell.grade_id)
        )

    def notebook(self, release: NotebookNode) -> NotebookNode:
        """The autograded notebook, for formgrader: outputs and marks, or the reason above the untouched release."""
        if self.submission is None:
            return unreadable_notebook(release, self.record.flags[0].message)
        return marked_notebook(self.submission, release, self.record, self.outcomes)


def mark_submitted(
    marker: Marker,
    release: NotebookNode | None,
    path: Path,
    box: Callable[[], Box],
    *,
    student: str = "",
    seed: bytes | None = None,
    only_task: str | None = None,
    translations: Sequence[NotebookNode] = (),
) -> MarkedSubmission:
    """Mark what a student handed in: a file, or the folder with everything that was handed in.

    What cannot be read is worth 0, with the reason. `box` is called only if there is something to run. `translations`:
    the release in other languages.
    """
    notes: list[str] = []
    try:
        if path.is_dir():
            path, notes = find_submission(path, marker.exercise.id)
        submission = read_submission(path, release, marker.exercise, translations)
    except SubmissionError as error:
        return MarkedSubmission(_unreadable(marker.exercise, error.said, student), None)
    said = tuple(plain(note) for note in (*notes, *submission.notes))
    cells = cells_to_run(submission)
    marked = marker.mark(cells, box(), student=student, seed=seed, notes=said, only_task=only_task)
    return MarkedSubmission(marked.record, submission, marked.outcomes)


def mark_file(
    course: Course, exercise_id: str, path: Path, *, seed: bytes | None = None, trust: bool = False
) -> Record:
    """`autograder mark`: the record of one .ipynb or .py. Writes nothing."""
    return mark_at(course, exercise_id, named_file(path), seed=seed, trust=trust)


def mark_at(course: Course, exercise_id: str, path: Path, *, seed: bytes | None = None, trust: bool = False) -> Record:
    """The record of a file or of a folder with what was handed in, in a box that is opened for it alone."""
    marker = Marker(course.exercise(exercise_id))
    marker.require_whole()
    with ExitStack() as stack:
        release, translations = read_release(course, exercise_id), read_translations(course, exercise_id)
        data = course.released_data(exercise_id)

        def box() -> Box:
            return stack.enter_context(open_box(trust=trust, data=data))

        return mark_submitted(marker, release, path, box, seed=seed, translations=[*translations.values()]).record


def open_box(*, trust: bool = False, for_a_class: bool = False, data: Path | None = None) -> Box:
    """A box whose walls have been tried; without them it opens only for submissions that the teacher trusts."""
    gate.require_linux(trust=trust)
    torch.set_num_threads(1)  # of this process: the oracles are tiny, and threads would only wait for each other
    box = ahead.take(for_a_class=for_a_class, data=data)
    try:
        gate.require_walls(box, trust=trust)
    except BaseException:
        box.close()
        raise
    return box


def _unreadable(exercise: Exercise, reason: str, student: str) -> Record:
    said = plain(reason)
    tasks = tuple(
        TaskResult(task.name, 0.0, task.points, Verdict.MISSING, said, reason=Reason.UNREADABLE)
        for task in exercise.tasks
    )
    return Record(exercise.id, tasks, walls=(), student=student, notes=(said,), unreadable=said)
