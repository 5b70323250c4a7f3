"""The clock of one submission: it does not run while the submission waits for a processor.

So a mark does not depend on what else the machine does. Linux counts that time for each process
(`/proc/PID/schedstat`); where it does not, this is an ordinary clock.
"""

import time
from collections.abc import Callable

from autograder import wire


def waited_here() -> float:
    """Seconds for which this thread was ready to run and had no processor."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as counts:
            return int(counts.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class FairClock(wire.Clock):
    """Seconds since some moment in the past, as `time.monotonic()`, without the time that is left out."""

    def __init__(self, waited_there: Callable[[], float], most: float):
        """`waited_there`: seconds that the submission's processes waited so far; beyond `most` they count."""
        self._waited_there = waited_there
        self._most = most
        self._here_before = waited_here()
        self._waited = self._left_out = 0.0

    def now(self) -> float:
        """The time now, without the waiting that `look` last read: cheap, for it asks the system for nothing."""
        return time.monotonic() - self._waited - self._left_out

    def past(self, deadline: float) -> bool:
        """Whether this moment is over, with all waiting left out."""
        return self.now() >= deadline and self.look() >= deadline

    def look(self) -> float:
        """The time now, with all waiting left out."""
        waited = waited_here() - self._here_before + self._waited_there()
        self._waited = max(self._waited, min(waited, self._most))
        return self.now()

    def leave_out(self, seconds: float) -> None:
        """Do not count this time, in which the submission could do nothing."""
        self._left_out += seconds
