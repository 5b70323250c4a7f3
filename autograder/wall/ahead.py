"""A box that warms up while its keeper is still importing: started first, asked for later.

The zygote and the keeper both import torch, for seconds; side by side that is one wait, not two.
"""

import contextlib
from collections.abc import Iterator

from autograder.wall.box import Box

_started: list[Box] = []


def start(*, for_a_class: bool = False) -> None:
    """Start the box that this process will take; nothing is awaited, nothing is complained about."""
    if not _started:
        with contextlib.suppress(Exception):  # whoever takes a box meets the same fault, and tells it
            _started.append(Box(for_a_class=for_a_class))


@contextlib.contextmanager
def started() -> Iterator[None]:
    """Start a box; if nobody has taken it, which a wrong use may be the reason for, it ends here."""
    start()
    try:
        yield
    finally:
        while _started:
            _started.pop().close()


def take(*, for_a_class: bool = False) -> Box:
    """The box that was started, or a new one. It belongs to the caller."""
    return _started.pop() if _started else Box(for_a_class=for_a_class)
