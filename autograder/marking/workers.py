"""Where the marking of a class happens: anything shaped like `concurrent.futures.Executor`.

Local processes by default, a Dask cluster when a class outgrows the machine: the same function, the same records.
A worker keeps one box and the exercise's tests for as long as it lives; it reads a submission and returns everything
that is to be written. It writes nothing itself: there is one writer, in `grade`.
"""

import concurrent.futures
import math
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.exercise import Course
from autograder.errors import AutograderError, CourseError, OurFault, SubmissionError
from autograder.marking import single, worker_process
from autograder.marking.feedback import page
from autograder.marking.mark import Marker
from autograder.marking.shown import marked_notebook, unreadable_notebook
from autograder.plain_text import plain
from autograder.submission.notebook import find_submission, read_submission
from autograder.submission.source import Source
from autograder.verdict import Record
from autograder.wall.box import Box

WORTH_A_PROCESS = 20  # submissions: a worker and its box take longer to start than these take to mark
WAITING_PER_JOB = 3  # submissions in the queue for each process: enough to keep it busy, little enough to stay flat
RETRIES = 2  # of a submission whose worker died


@dataclass(frozen=True)
class Job:
    """One submission to mark."""

    course: Course
    exercise_id: str
    student: str
    folder: Path
    fingerprint: str  # of the files as they were when the job was made, and of the exercise
    only_task: str | None = None
    trust: bool = False

    @property
    def version(self) -> str:
        """The exercise's part of the fingerprint."""
        return self.fingerprint.partition("-")[2]


@dataclass(frozen=True)
class Graded:
    """What there is to write about one submission."""

    job: Job
    record: Record | None  # None: our fault, see `problem`
    notebook: NotebookNode | None = None  # the autograded notebook
    feedback: str = ""
    problem: str = ""


_state = threading.local()  # of this worker: a Dask worker may run several threads


def mark_job(job: Job) -> Graded:
    """Read and mark one submission; everything that goes wrong on our side becomes a `problem`, not a mark."""
    try:
        return _mark(job)
    except OurFault as fault:
        _drop_box()
        return Graded(job, None, problem=str(fault))
    except AutograderError:  # the teacher's folder is wrong: that stops the run
        raise
    except Exception as error:  # a bug of ours: it may cost this mark, not the class
        _drop_box()
        return Graded(job, None, problem=plain(f"{type(error).__name__}: {error}"))


def _mark(job: Job) -> Graded:
    marker = _marker(job.course, job.exercise_id, job.version)
    release = _release(job.course, job.exercise_id, job.version)
    try:
        path, notes = find_submission(job.folder, job.exercise_id)
        submission = read_submission(path, release)
    except SubmissionError as error:
        record = single.unreadable(marker.exercise, str(error), student=job.student)
        stand_in = unreadable_notebook(release, str(error))  # formgrader has something to show
        return Graded(job, record, stand_in, page(marker.exercise, record))
    marked = single.mark_submission(
        marker,
        submission,
        _box(job.trust),
        student=job.student,
        notes=tuple(notes),
        only_task=job.only_task,
    )
    notebook = marked_notebook(submission, release, marked)
    return Graded(job, marked.record, notebook, page(marker.exercise, marked.record))


def mark_sources(course: Course, exercise_id: str, sources: Sequence[Source]) -> Record:
    """Mark code that is no submission: a solution, a known mistake."""
    return _marker(course, exercise_id, "").mark(sources, _box(trust=False)).record


def _marker(course: Course, exercise_id: str, version: str) -> Marker:
    """Kept from one submission to the next; a worker of a cluster may outlive a change of the exercise."""
    key = (course.root, exercise_id, version)
    if getattr(_state, "marking", None) != key:
        _state.marker = Marker(course.exercise(exercise_id))
        _state.marking = key
    return _state.marker


def _release(course: Course, exercise_id: str, version: str) -> NotebookNode:
    key = (course.root, exercise_id, version)
    if getattr(_state, "reading", None) != key:
        _state.release = single.read_release(course, exercise_id)
        _state.reading = key
    return _state.release


def _box(trust: bool) -> Box:
    if getattr(_state, "box", None) is None:
        _state.box = single.open_box(trust=trust, for_a_class=True)
    return _state.box


def _drop_box() -> None:
    box = getattr(_state, "box", None)
    _state.box = None
    if box is not None:
        box.close()


@contextmanager
def executor(processes: int, cluster: str | None) -> Iterator[tuple[Executor, int]]:
    """Something to submit to, and how many submissions it works on at a time."""
    if cluster:
        with _dask(cluster) as both:
            yield both
        return
    # spawn, not fork: torch's threads do not survive a fork
    pool = concurrent.futures.ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), worker_process.start)
    try:
        yield pool, processes
    except BaseException:  # Ctrl-C, a full disk: workers write nothing, and one may wait a minute for a student's loop
        for worker in multiprocessing.active_children():
            worker.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        import distributed
    except ImportError:
        raise CourseError(f"--cluster {address}: Dask is not installed. pip install distributed") from None
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise CourseError(
            f"--cluster {address}: no scheduler answers ({error}). Start one with `dask scheduler`"
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(f"--cluster {address}: no worker has joined. Start one with `dask worker {address}`")
        yield client.get_executor(pure=False, retries=RETRIES), threads


def processes_for(submissions: int) -> int:
    """One a core, but fewer for a small class, which one worker has marked before a second is warm."""
    return max(1, min(os.cpu_count() or 1, math.ceil(submissions / WORTH_A_PROCESS)))


def stream(pending: Iterable[Job], jobs: int | None, cluster: str | None) -> Iterator[Graded]:
    """Mark all these submissions; results come as they finish. A worker that dies costs a retry, not a submission."""
    queue = list(pending)[::-1]
    processes = jobs or processes_for(len(queue))
    tried: dict[str, int] = {}
    while queue:
        running: dict[Future, Job] = {}
        try:
            with executor(processes, cluster) as (pool, width):
                while queue or running:
                    while queue and len(running) < width * WAITING_PER_JOB:
                        running[pool.submit(mark_job, queue[-1])] = queue[-1]
                        queue.pop()
                    done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
                    for future in done:
                        graded = future.result()
                        del running[future]
                        yield graded
        except BrokenProcessPool:
            for job in running.values():
                tried[job.student] = tried.get(job.student, 0) + 1
                if tried[job.student] > RETRIES:
                    yield Graded(job, None, problem="the process that marked it died several times")
                else:
                    queue.append(job)
