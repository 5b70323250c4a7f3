"""How near two floats must be to count as the same: what the author says for a task or a test, otherwise 1e-4."""

import cmath
import contextlib
import contextvars
import math
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.exercise import Task


@dataclass(frozen=True)
class Tolerance:
    """Two numbers are the same if they differ by less than one of these."""

    relative: float = 1e-4  # part of the larger one
    absolute: float = 1e-4

    @classmethod
    def of(cls, said: float | None, relative: float | None, absolute: float | None) -> "Tolerance":
        """What a test says: one number for both, or each of them; what it leaves open is the task's."""
        chosen = [
            next(each for each in (own, said, of_task) if each is not None)
            for own, of_task in ((relative, now().relative), (absolute, now().absolute))
        ]
        for each in chosen:
            if isinstance(each, bool) or not isinstance(each, int | float) or not 0 <= each < math.inf:
                raise ValueError(f"a tolerance is a number from 0 on, not {each!r}")
        return cls(*map(float, chosen))

    def near(self, one: complex, other: complex) -> bool:
        """Whether two numbers are the same; NaN is NaN."""
        if one != one and other != other:
            return True
        isclose = cmath.isclose if isinstance(one, complex) or isinstance(other, complex) else math.isclose
        return isclose(one, other, rel_tol=self.relative, abs_tol=self.absolute)


USUAL = Tolerance()
_now: contextvars.ContextVar[Tolerance] = contextvars.ContextVar("tolerance", default=USUAL)


def of_task(task: Task) -> Tolerance:
    """What `tolerance` of its [[tasks]] says."""
    return Tolerance(*task.tolerance) if task.tolerance else USUAL


def now() -> Tolerance:
    """The tolerance of the task or test that runs."""
    return _now.get()


@contextlib.contextmanager
def within(tolerance: Tolerance | None) -> Iterator[None]:
    """Compare with this tolerance inside the `with`; None changes nothing."""
    token = _now.set(tolerance or now())
    try:
        yield
    finally:
        _now.reset(token)
