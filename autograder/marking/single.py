"""Marks one file, for `autograder mark`, Gradescope and nbgrader's executor slot: reads, marks, writes nothing."""

from pathlib import Path

import torch

from autograder.course.exercise import Course, Exercise
from autograder.course.release import read_release
from autograder.errors import SubmissionError
from autograder.marking.mark import Marked, Marker
from autograder.plain_text import plain
from autograder.submission.finding import named_file
from autograder.submission.notebook import Submission, cells_to_run, read_submission
from autograder.verdict import Reason, Record, TaskResult, Verdict
from autograder.wall import ahead, doctor
from autograder.wall.box import Box


def mark_file(
    course: Course, exercise_id: str, path: Path, *, seed: bytes | None = None, trust: bool = False
) -> Record:
    """The record of one .ipynb or .py; a file that cannot be read is worth 0, with the reason."""
    exercise = course.exercise(exercise_id)
    named_file(path)
    marker = Marker(exercise)
    marker.require_whole()
    try:
        submission = read_submission(path, read_release(course, exercise_id))
    except SubmissionError as error:
        return unreadable(exercise, str(error))
    with open_box(trust=trust) as box:
        return mark_submission(marker, submission, box, seed=seed).record


def open_box(*, trust: bool = False, for_a_class: bool = False) -> Box:
    """A box whose walls have been tried; without them it opens only for submissions that the teacher trusts."""
    doctor.require_linux(trust=trust)
    torch.set_num_threads(1)  # of the keeper: oracles are tiny, and threads would only stand in each other's way
    box = ahead.take(for_a_class=for_a_class)
    try:
        doctor.require_walls(box, trust=trust)
    except BaseException:
        box.close()
        raise
    return box


def mark_submission(
    marker: Marker,
    submission: Submission,
    box: Box,
    *,
    student: str = "",
    seed: bytes | None = None,
    notes: tuple[str, ...] = (),
    only_task: str | None = None,
) -> Marked:
    """Mark a submission that has been read and repaired."""
    said = tuple(plain(note) for note in (*notes, *submission.notes))
    return marker.mark(cells_to_run(submission), box, student=student, seed=seed, notes=said, only_task=only_task)


def unreadable(exercise: Exercise, reason: str, *, student: str = "") -> Record:
    """The record of a file that cannot be read: 0 for every task, the reason in words, a flag for the teacher."""
    said = plain(reason)
    tasks = tuple(
        TaskResult(task.name, 0.0, task.points, Verdict.MISSING, said, reason=Reason.UNREADABLE)
        for task in exercise.tasks
    )
    return Record(exercise.id, tasks, walls=(), student=student, notes=(said,))
