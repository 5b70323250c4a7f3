"""Submits the jobs of a class: to local processes by default, to a Dask cluster when a class outgrows the machine.

The same function, the same records. A worker that dies costs a retry, not a submission.
"""

import concurrent.futures
import math
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from autograder.errors import CourseError
from autograder.workers import process
from autograder.workers.job import Graded, Job

WORTH_A_PROCESS = 20  # submissions: a worker and its box take longer to start than these take to mark
WAITING_PER_JOB = 3  # submissions in the queue for each process: enough to keep it busy, little enough to stay flat
RETRIES = 2  # of a submission whose worker died


@contextmanager
def executor(
    submissions: int, jobs: int | None, cluster: str | None, data: Path | None = None
) -> Iterator[tuple[Executor, int]]:
    """An executor for so many submissions, and how many it marks at a time.

    By default that is one a core, but fewer for a small class, which one worker has marked before a second is warm.
    """
    if cluster:
        with _dask(cluster) as both:
            yield both
        return
    worth_it = math.ceil(submissions / WORTH_A_PROCESS)
    processes = jobs or max(1, min(os.cpu_count() or 1, worth_it))
    # spawn, not fork: torch's threads do not survive a fork
    spawn = multiprocessing.get_context("spawn")
    try:
        pool = concurrent.futures.ProcessPoolExecutor(processes, spawn, process.start, (worth_it > 1, data))
    except OSError as error:  # its queues are semaphores, which Linux keeps as files there
        raise CourseError(
            f"/dev/shm: worker processes cannot be started ({error.strerror}). "
            "Mount it so that this account may write there."
        ) from error
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


def mark_here(job: Job) -> Graded:
    """Mark one submission in this process, which keeps its box for the next one."""
    return process.mark(job)


def stream(pending: Iterable[Job], jobs: int | None, cluster: str | None) -> Iterator[Graded]:
    """Mark all these submissions; results come as they finish. A worker that dies costs a retry, not a submission."""
    queue = list(pending)[::-1]
    tried: dict[str, int] = {}
    while queue:
        running: dict[Future, Job] = {}
        try:
            data = queue[0].course.released_data(queue[0].exercise_id)
            with executor(len(queue), jobs, cluster, data) as (pool, width):
                while queue or running:
                    while queue and len(running) < width * WAITING_PER_JOB:
                        running[pool.submit(process.mark, queue[-1])] = queue[-1]
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
