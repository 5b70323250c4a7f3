"""Work on one student's file in a child process with a clock and a memory limit: a costly one harms nobody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder import limited
from autograder.errors import SubmissionError
from autograder.language import say
from autograder.submission.reading import AGAIN, shown

SECONDS = 20
MEGABYTES = 800  # a whole notebook of 50 MB needs half of it
MOST = 100_000_000  # bytes of what is handed back: the source and the pictures


def in_a_child(path: Path, work: Callable[[], Any]) -> Any:
    """What `work` returns, as JSON takes it. Raises SubmissionError for a file that takes more than it may."""
    return json.loads(bytes_from_a_child(path, lambda: json.dumps(work()).encode()))


def bytes_from_a_child(path: Path, work: Callable[[], bytes]) -> bytes:
    """The bytes that `work` returns. Raises SubmissionError for a file that takes more than it may.

    Files of others are marked on Linux alone. Elsewhere students check their own, and a fork may harm what is loaded.
    """
    if not limited.is_possible():
        return work()
    try:
        return limited.run(work, seconds=SECONDS, megabytes=MEGABYTES, most=MOST, said=SubmissionError)
    except limited.Said as error:
        raise SubmissionError(error.args[0]) from None
    except limited.Exceeded as error:
        raise SubmissionError(
            say("{file}: {why}. {again}", file=shown(path.name), why=error.args[0], again=say(AGAIN))
        ) from None
