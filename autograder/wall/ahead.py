"""Starts a box before this process imports torch, and hands it out later.

The zygote and this process both need seconds to import torch; at the same time that is one wait, not two.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.wall.box import Box

_started: list[Box] = []


def start(*, for_a_class: bool = False, data: Path | None = None) -> None:
    """Start the box that this process will take. Does not wait for it, and raises nothing."""
    if not _started:
        with contextlib.suppress(Exception):  # `take` raises the same error
            _started.append(Box(for_a_class=for_a_class, data=data))


@contextlib.contextmanager
def started(data: Path | None = None) -> Iterator[None]:
    """Start a box, and close it at the end if nobody has taken it (the command was used wrongly, say)."""
    start(data=data)
    try:
        yield
    finally:
        while _started:
            _started.pop().close()


def take(*, for_a_class: bool = False, data: Path | None = None) -> Box:
    """The box that was started, if it holds these files of an exercise, or a new one. It belongs to the caller."""
    box = _started.pop() if _started else None
    if box is not None and box.data != data:
        box.close()
        box = None
    return box or Box(for_a_class=for_a_class, data=data)
