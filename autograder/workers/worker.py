"""What a worker does: it reads a submission, marks it, and returns everything that is to be written.

It writes nothing itself: there is one writer, in `grade`.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace

from nbformat import NotebookNode

from autograder.course.exercise import Course
from autograder.course.release import read_release
from autograder.errors import AutograderError, OurFault, SubmissionError
from autograder.marking import single
from autograder.marking.mark import Marker
from autograder.plain_text import plain
from autograder.submission.cell import Cell
from autograder.verdict import Record
from autograder.wall.box import Box
from autograder.workers.job import Graded, Job

_state = threading.local()  # of this worker: a Dask worker may run several threads


def mark_job(job: Job) -> Graded:
    """Read and mark one submission; everything that goes wrong on our side becomes a `problem`, not a mark."""
    try:
        return _mark(job)
    except OurFault as fault:
        _drop_box()
        return Graded(job, None, problem=str(fault))
    except SubmissionError as error:  # of this student's files, after they were read
        return Graded(job, None, problem=plain(str(error)))
    except AutograderError:  # the teacher's folder is wrong: that stops the run
        raise
    except Exception as error:  # a bug of ours: it may cost this mark, not the class
        _drop_box()
        return Graded(job, None, problem=plain(f"{type(error).__name__}: {error}"))


def _mark(job: Job) -> Graded:
    marker = _marker(job.course, job.exercise_id, job.version)
    release = _release(job.course, job.exercise_id, job.version)
    marked = single.mark_submitted(
        marker, release, job.folder, lambda: _box(job.trust), student=job.student, only_task=job.only_task
    )
    return Graded(job, marked.record, marked.notebook(release))


def mark_cells(course: Course, exercise_id: str, cells: Sequence[Cell], patience: float = 1.0) -> Record:
    """Mark code that is no submission: a solution, a known mistake. No line at fault is looked for.

    `patience`: how many times as long as a submission it may take.
    """
    return _marker(course, exercise_id, "", "example", patience).mark(cells, _box(trust=False)).record


def _marker(
    course: Course, exercise_id: str, version: str, feedback: str | None = None, patience: float = 1.0
) -> Marker:
    """Kept from one submission to the next; a worker of a cluster may outlive a change of the exercise."""
    key = (course.root, exercise_id, version, feedback, patience)
    if getattr(_state, "marking", None) != key:
        exercise = course.exercise(exercise_id)
        _state.marker = Marker(replace(exercise, feedback=feedback or exercise.feedback), patience)
        _state.marker.require_whole()
        _state.marking = key
    return _state.marker


def _release(course: Course, exercise_id: str, version: str) -> NotebookNode:
    key = (course.root, exercise_id, version)
    if getattr(_state, "reading", None) != key:
        _state.release = read_release(course, exercise_id)
        _state.reading = key
    return _state.release


def _box(trust: bool) -> Box:
    if getattr(_state, "box", None) is None:  # a local worker has started one ahead; a cluster's serve big classes
        _state.box = single.open_box(trust=trust, for_a_class=True)
    return _state.box


def _drop_box() -> None:
    box = getattr(_state, "box", None)
    _state.box = None
    if box is not None:
        box.close()
