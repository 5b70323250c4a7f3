"""What a worker does: it reads a submission, marks it, and returns everything that is to be written.

It writes nothing itself: there is one writer, in `grade`.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace

from nbformat import NotebookNode

from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release, read_translations, to_bytes
from autograder.errors import AutograderError, OurFault, SubmissionError
from autograder.marking import single
from autograder.marking.feedback import page
from autograder.marking.mark import Marker
from autograder.marking.shown import with_marks
from autograder.marking.single import MarkedSubmission
from autograder.plain_text import plain
from autograder.records import keep_old_tasks, merge
from autograder.submission.apart import bytes_from_a_child
from autograder.submission.cell import Cell
from autograder.verdict import Record, TaskResult, Verdict
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import CellOutcome
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
    release, *translations = _releases(job.course, job.exercise_id, job.version)

    def box() -> Box:
        return _box(job.course, job.exercise_id, job.trust)

    marked = single.mark_submitted(
        marker, release, job.folder, box, student=job.student, only_task=job.only_task, translations=translations
    )
    record, problem = _to_file(job, marked.record, marker.exercise)
    if record is None:
        return Graded(job, None, problem=problem)
    with marker.exercise.speaking(marker.exercise.language or job.course.language):
        notebook = bytes_from_a_child(job.folder, lambda: _rendered(marked, record, release, marker.exercise))
    return Graded(job, record, notebook, marked.answered(release, marker.exercise), problem)


def _to_file(job: Job, record: Record, exercise: Exercise) -> tuple[Record | None, str]:
    """The record to file, with old results where this one has none, and why not everything was graded."""
    lost = [task for task in record.tasks if task.verdict is Verdict.NOT_GRADED]
    problem = "; ".join(task.message for task in lost)
    record = replace(record, fingerprint=job.fingerprint)
    if lost:
        return (None if len(lost) == len(record.tasks) else keep_old_tasks(job.old, record, exercise)), problem
    if job.only_task and job.old is not None:
        record = merge(job.old, record, exercise)
    return record, ""


def _rendered(marked: MarkedSubmission, record: Record, release: NotebookNode, exercise: Exercise) -> bytes:
    """The autograded notebook. The feedback page waits for the gradebook; here it is made to see that it can be."""
    page(exercise, record)
    return to_bytes(with_marks(marked.notebook(release), record))


def mark_cells(course: Course, exercise_id: str, cells: Sequence[Cell], patience: float = 1.0) -> Record:
    """Mark code that is no submission: a solution, a known mistake. No line at fault is looked for.

    `patience`: how many times as long as a submission it may take.
    """
    return _marker(course, exercise_id, "", "example", patience).mark(cells, _box(course, exercise_id)).record


def mark_with_seeds(
    course: Course,
    exercise_id: str,
    cells: Sequence[Cell],
    tasks: Sequence[str],
    seeds: Sequence[bytes],
    patience: float,
) -> list[TaskResult]:
    """What these tasks earn, once with each seed; nothing is explained."""
    marker = _marker(course, exercise_id, "", "example", patience)
    return marker.draw_again(cells, _box(course, exercise_id), tasks, seeds)


def run_cells(course: Course, exercise_id: str, cells: Sequence[Cell]) -> dict[int, CellOutcome]:
    """Run code from top to bottom as a submission's, and mark nothing: what each cell showed, by number from 1."""
    limits = course.exercise(exercise_id).limits
    with BoxedNotebook(_box(course, exercise_id), cells, "", limits) as notebook:
        return dict(notebook.outcomes)


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


def _releases(course: Course, exercise_id: str, version: str) -> list[NotebookNode]:
    """The released notebook, then its translations."""
    key = (course.root, exercise_id, version)
    if getattr(_state, "reading", None) != key:
        _state.releases = [read_release(course, exercise_id), *read_translations(course, exercise_id).values()]
        _state.reading = key
    return _state.releases


def _box(course: Course, exercise_id: str, trust: bool = False) -> Box:
    data = course.released_data(exercise_id)
    if getattr(_state, "box", None) is not None and _state.box.data != data:
        _drop_box()
    if getattr(_state, "box", None) is None:  # a local worker has started one ahead; a cluster's serve big classes
        _state.box = single.open_box(trust=trust, for_a_class=True, data=data)
    return _state.box


def _drop_box() -> None:
    box = getattr(_state, "box", None)
    _state.box = None
    if box is not None:
        box.close()
