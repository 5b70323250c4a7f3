"""What a hidden test expects of a value: `expect…`, each of which raises `Unmet` with the student's sentence."""

from collections.abc import Callable
from typing import Any

from autograder.crossing import iterators
from autograder.crossing.kinds import Raises
from autograder.language import as_sentence, in_a_row, phrase
from autograder.marking import difference
from autograder.marking import tolerance as tolerances
from autograder.marking.remote import as_sent
from autograder.marking.values import same, within_rounding
from autograder.torch_if_there import torch
from autograder.wall.claims import Raised

TOO_FAR = phrase("The shape is right, but some values are off by more than rounding.")


class Unmet(Exception):
    """An expectation that the answer does not meet; `said` is what the student reads."""

    @property
    def said(self) -> str:
        return self.args[0] if self.args else ""


def expect(condition: Any, message: str) -> None:
    """The condition holds; a tensor of several comparisons is no condition and does not."""
    if isinstance(condition, torch.Tensor):
        condition = condition.dim() == 0 and bool(condition)
    if not condition:
        raise Unmet(_sentences(message))


def expect_close(
    got: Any,
    expected: torch.Tensor,
    message: str = "",
    *,
    magnitude: torch.Tensor | None = None,
    tolerance: float | None = None,
    relative: float | None = None,
    absolute: float | None = None,
) -> None:
    """A torch.Tensor of the expected dtype and shape, finite, with the expected values up to rounding.

    `magnitude`: at each place, the sum of the absolute values that were added there; the tolerance is a small multiple
    of float32's rounding of it. Without it, values may differ by 1e-4, relative or absolute, or by what is said here.
    """
    if magnitude is None:
        expect_equal(got, expected, message, tolerance=tolerance, relative=relative, absolute=absolute)
        return
    alike = isinstance(got, torch.Tensor) and got.shape == expected.shape and got.dtype == expected.dtype
    if not alike or not torch.isfinite(got).all() or not within_rounding(got, expected, magnitude):
        raise Unmet(_sentences(difference.sentence(got, expected, hidden=True) or TOO_FAR, message))


def expect_equal(
    got: Any,
    expected: Any,
    message: str = "",
    *,
    tolerance: float | None = None,
    relative: float | None = None,
    absolute: float | None = None,
) -> None:
    """The same numbers of the same types: 7.0 is not 7. A tuple and a list of the same numbers are equal.

    Floats may differ by `tolerance`, relative or absolute; `relative` and `absolute` say each of them apart. What is
    not said is as in exercise.toml, or 1e-4.
    """
    got, expected = as_sent(got), iterators.taken(expected)
    with tolerances.within(tolerances.Tolerance.of(tolerance, relative, absolute)):
        if not same(got, expected):
            raise Unmet(_sentences(difference.sentence(got, expected, hidden=True), message))


def expect_raises(kind: type[BaseException], call: Callable[[], Any], message: str = "") -> None:
    """The call raises this type of exception (or a subclass of it)."""
    try:
        got = call()
    except Raised as raised:
        if kind.__name__ not in raised.bases:
            raise
        return
    except kind:  # of the solution, which runs here
        return
    raise Unmet(_sentences(difference.sentence(as_sent(got), Raises(kind.__name__)), message))


def _sentences(*parts: str) -> str:
    """These parts as sentences: a first word gets a capital, a last one its full stop."""
    return in_a_row(
        *(as_sentence(part, capital=part.split()[0].rstrip(",;:").isalpha()) for part in filter(None, parts))
    )
