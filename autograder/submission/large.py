"""A large file is read in a child process with a clock and a memory limit: what it costs, it costs its author alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder import limited
from autograder.errors import SubmissionError
from autograder.submission.reading import AGAIN, shown

LARGE = 300_000  # bytes: below that reading costs milliseconds and a few MB, whatever the file holds
SECONDS = 20
MEGABYTES = 800  # a whole notebook of 50 MB needs half of it
MOST = 100_000_000  # bytes of what is handed back: the source and the pictures


def is_large(path: Path) -> bool:
    try:
        return os.lstat(path).st_size > LARGE
    except (OSError, ValueError):
        return False  # reading says what is wrong


def in_a_child(path: Path, work: Callable[[], Any]) -> Any:
    """What `work` returns, as JSON takes it. Raises SubmissionError for a file that takes more than it may."""
    try:
        data = limited.run(
            lambda: json.dumps(work()).encode(), seconds=SECONDS, megabytes=MEGABYTES, most=MOST, said=SubmissionError
        )
    except limited.Said as error:
        raise SubmissionError(str(error)) from None
    except limited.Exceeded as error:
        raise SubmissionError(f"{shown(path.name)}: {error}. {AGAIN}") from None
    return json.loads(data)
