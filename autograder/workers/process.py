"""A local worker process: what it does first, and that it ends when its parent ends.

Imports little: the box is started first, and warms up while the rest is imported.
"""

import multiprocessing
import os
import signal
import threading
from pathlib import Path

from autograder import lean_imports
from autograder.wall import ahead
from autograder.workers.job import Graded, Job


def start(for_a_class: bool, data: Path | None = None) -> None:
    """Run first in each process of the pool."""
    ahead.start(for_a_class=for_a_class, data=data)
    lean_imports.prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C, and kills its workers
    threading.Thread(target=_end_with_the_writer, daemon=True).start()


def mark(job: Job) -> Graded:
    """Mark one submission. torch and the tests are imported here, not at the top: the parent needs neither."""
    from autograder.workers import worker

    return worker.mark_job(job)


def _end_with_the_writer() -> None:
    """Exit when the parent dies. Without this, workers and boxes of a killed parent would wait for ever."""
    writer = multiprocessing.parent_process()
    if writer is not None:
        writer.join()
        os._exit(1)
