"""Starts a box before this process imports torch, and hands it out later.

The zygote and this process both need seconds to import torch; at the same time that is one wait, not two.
"""

import contextlib
from collections.abc import Iterator

from autograder.wall.box import Box

_started: list[Box] = []


def start(*, for_a_class: bool = False) -> None:
    """Start the box that this process will take. Does not wait for it, and raises nothing."""
    if not _started:
        with contextlib.suppress(Exception):  # `take` raises the same error
            _started.append(Box(for_a_class=for_a_class))


@contextlib.contextmanager
def started() -> Iterator[None]:
    """Start a box, and close it at the end if nobody has taken it (the command was used wrongly, say)."""
    start()
    try:
        yield
    finally:
        while _started:
            _started.pop().close()


def take(*, for_a_class: bool = False) -> Box:
    """The box that was started, or a new one. It belongs to the caller."""
    return _started.pop() if _started else Box(for_a_class=for_a_class)
