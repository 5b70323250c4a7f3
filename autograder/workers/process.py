"""How a local worker starts, and that it ends with its writer. Imports little, so that the box warms up meanwhile."""

import multiprocessing
import os
import signal
import threading

from autograder import lean_imports
from autograder.wall import ahead
from autograder.workers.job import Graded, Job


def start(for_a_class: bool) -> None:
    """Run first in each process of the pool."""
    ahead.start(for_a_class=for_a_class)
    lean_imports.prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the writer's: it ends its workers
    threading.Thread(target=_end_with_the_writer, daemon=True).start()


def mark(job: Job) -> Graded:
    """What is submitted. Imports torch, the tests and all that marking needs where that is done, and nowhere else."""
    from autograder.workers import worker

    return worker.mark_job(job)


def _end_with_the_writer() -> None:
    """A writer that was killed tells nobody: without this its workers and their boxes would wait for ever."""
    writer = multiprocessing.parent_process()
    if writer is not None:
        writer.join()
        os._exit(1)
