"""What `hidden_tests.py` is written with. Runs on the trusted side; student code is only ever reached through `answer`.

@oracle("f")            expected value of a task, independent of the solution; may raise
@small_inputs("f")      yields argument dicts, smallest first: where the counterexample is searched
@telling_inputs("f")    optional: more argument dicts, on which known mistakes differ from each other
@ask("f")               optional: how to obtain the behaviour when it is not "call the function"
@task("f")              a hidden test: `test(answer, draw)`; its docstring is the line that the student reads.
                        `weight=2`: its part of the points where the task has `credit = "tests"`
"""

import contextlib
import contextvars
import hashlib
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course.exercise import Exercise
from autograder.errors import AutograderError, CourseError, OurFault
from autograder.marking import difference
from autograder.marking.values import Raises, same, within_rounding
from autograder.torch_if_there import torch
from autograder.wall.claims import Raised, StudentFault

TOO_FAR = "The shape is right, but some values are off by more than rounding"


class Unmet(Exception):
    """An expectation that the answer does not meet; its text is what the student reads."""


@dataclass(frozen=True)
class Test:
    """One hidden test."""

    __test__ = False

    task: str
    name: str
    says: str
    run: Callable[[Any, "Draw"], None]
    shows: str | None  # the known mistake that this test alone shows, where values cannot (a loop over pixels)
    weight: float = 1.0  # its part of the points, where a task gives credit by tests


@dataclass
class HiddenTests:
    """All that one `hidden_tests.py` declares."""

    tests: list[Test] = field(default_factory=list)
    oracles: dict[str, Callable[..., Any]] = field(default_factory=dict)
    small_inputs: dict[str, Callable[[random.Random], Iterable[dict[str, Any]]]] = field(default_factory=dict)
    telling_inputs: dict[str, Callable[[random.Random], Iterable[dict[str, Any]]]] = field(default_factory=dict)
    asks: dict[str, Callable[..., Any]] = field(default_factory=dict)
    where: str = "hidden_tests.py"  # for messages

    def of(self, task: str) -> list[Test]:
        return [test for test in self.tests if test.task == task]

    def ask(self, task: str, answer: Any, arguments: Mapping[str, Any]) -> Any:
        """The behaviour of an answer on these arguments: through the exercise's `@ask`, or a plain call."""
        if task in self.asks:
            return self.asks[task](answer, **arguments)
        return getattr(answer, task)(*arguments.values())

    @contextlib.contextmanager
    def authors(self, what: str) -> Iterator[None]:
        """The author's own code runs here: an exception in it is our fault, told in one line, never the student's."""
        try:
            yield
        except (AutograderError, Unmet, StudentFault):
            raise
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise OurFault(f"{self.where}: {what}: {said}. Mend it, then mark again") from error

    def inputs(self, kind: str, task: str, seed: int) -> Iterator[dict[str, Any]]:
        """The inputs of a task that `@small_inputs` or `@telling_inputs` yields; none where none are declared."""
        declared = {"small_inputs": self.small_inputs, "telling_inputs": self.telling_inputs}[kind]
        if task in declared:
            with self.authors(f"@{kind}({task!r})"):
                yield from declared[task](random.Random(seed))

    def expected(self, task: str, arguments: Mapping[str, Any]) -> Any:
        """The right answer; an exception of the oracle is a right answer too."""
        try:
            return self.oracles[task](**arguments)
        except Exception as error:
            return Raises(type(error).__name__)


_declared: contextvars.ContextVar[HiddenTests] = contextvars.ContextVar("declared")


def load(path: Path) -> HiddenTests:
    """Run a `hidden_tests.py` and collect what it declares."""
    where = f"solutions/{path.parent.name}/{path.name}"
    tests = HiddenTests(where=where)
    token = _declared.set(tests)
    try:
        names = {"__name__": "hidden_tests", "__file__": str(path)}  # the path leads to the exercise's data
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    except OSError as error:
        raise CourseError(f"{where}: cannot be read. An exercise needs its hidden tests") from error
    except (Exception, SystemExit) as error:  # an exit() would end the run with nothing marked and nothing said
        raise CourseError(f"{where}: {type(error).__name__}: {error}. Mend it; nothing was marked") from error
    finally:
        _declared.reset(token)
    return tests


def load_for(exercise: Exercise) -> HiddenTests:
    """The hidden tests of an exercise, refused where a task would pass untested or a name is misspelt."""
    if not exercise.tasks:
        return HiddenTests()
    tests = load(exercise.folder / "hidden_tests.py")
    where = f"solutions/{exercise.id}/hidden_tests.py"
    names = [task.name for task in exercise.tasks]
    for name in names:
        if not tests.of(name):
            raise CourseError(f"{where}: task '{name}' has no hidden test. Add one: without it every answer passes")
    kinds = (tests.oracles, tests.small_inputs, tests.telling_inputs, tests.asks)
    for name in [test.task for test in tests.tests] + [name for kind in kinds for name in kind]:
        if name not in names:
            raise CourseError(f"{where}: '{name}' is no task of exercise.toml. Its tasks: {', '.join(names)}")
    return tests


def task(name: str, *, shows: str | None = None, weight: float = 1.0) -> Callable[[Callable], Callable]:
    """Declare a hidden test of this task; `shows` names the known mistake of an answer that fails no other test.

    `weight`: its part of the points, beside those of the other tests, where the task gives credit by tests.
    """
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not (math.isfinite(weight) and weight > 0):
        raise ValueError(f"weight = {weight!r} of a test of '{name}' is no number above 0")

    def declare(function: Callable) -> Callable:
        says = " ".join((function.__doc__ or function.__name__.replace("_", " ")).split())
        _declared.get().tests.append(Test(name, function.__name__, says, function, shows, weight))
        return function

    return declare


def _declare(kind: str, name: str) -> Callable[[Callable], Callable]:
    def declare(function: Callable) -> Callable:
        getattr(_declared.get(), kind)[name] = function
        return function

    return declare


def oracle(name: str) -> Callable[[Callable], Callable]:
    """Declare the expected value of a task, as a function of its arguments."""
    return _declare("oracles", name)


def small_inputs(name: str) -> Callable[[Callable], Callable]:
    """Declare where the smallest counterexample is searched: a generator of argument dicts, `(random.Random)`."""
    return _declare("small_inputs", name)


def telling_inputs(name: str) -> Callable[[Callable], Callable]:
    """Declare further inputs on which known mistakes differ from each other."""
    return _declare("telling_inputs", name)


def ask(name: str) -> Callable[[Callable], Callable]:
    """Declare how to obtain the behaviour of a task: `(answer, **arguments)`."""
    return _declare("asks", name)


class Draw:
    """Fresh test inputs from a secret seed: float32, signed, fractional; no equal values unless a method says so."""

    def __init__(self, seed: bytes, *labels: str):
        digest = hashlib.sha256(seed + "\0".join(labels).encode()).digest()
        self.random = random.Random(digest)
        self._seed = int.from_bytes(digest[:8], "little") >> 1

    @cached_property
    def _generator(self) -> torch.Generator:
        return torch.Generator().manual_seed(self._seed)

    def tensor(self, *shape: int) -> torch.Tensor:
        """Values in (-2, 2), of any shape."""
        return torch.rand(shape, generator=self._generator) * 4 - 2

    def image(self, channels: int, height: int, width: int) -> torch.Tensor:
        """(channels, height, width)."""
        return self.tensor(channels, height, width)

    def filters(self, out_channels: int, in_channels: int, height: int, width: int) -> torch.Tensor:
        """(out_channels, in_channels, height, width)."""
        return self.tensor(out_channels, in_channels, height, width)

    def repeated(self, *shape: int) -> torch.Tensor:
        """Values of any shape of which many are equal, and some are 0."""
        few = torch.cat([torch.zeros(1), self.tensor(2)])
        return few[torch.randint(3, shape, generator=self._generator)]

    def large(self, *shape: int) -> torch.Tensor:
        """Values up to some thousands, of very different sizes."""
        return self.tensor(*shape) ** 3 * 10 ** self.tensor(*shape)

    def size(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return self.random.randint(low, high)

    def integers(self, *shape: int, low: int = -4, high: int = 9) -> torch.Tensor:
        """Whole numbers from `low` to `high`, as float32."""
        return torch.randint(low, high + 1, shape, generator=self._generator).float()

    def choice(self, options: Sequence[Any]) -> Any:
        return self.random.choice(options)


def expect(condition: Any, message: str) -> None:
    """The condition holds; a tensor of several comparisons is no condition and does not."""
    if isinstance(condition, torch.Tensor):
        condition = condition.dim() == 0 and bool(condition)
    if not condition:
        raise Unmet(_sentences(message))


def expect_close(got: Any, expected: torch.Tensor, message: str = "", *, magnitude: torch.Tensor | None = None) -> None:
    """A torch.Tensor of the expected dtype and shape, finite, with the expected values up to rounding.

    `magnitude`: at each place, the sum of the absolute values that were added there; the tolerance is a small multiple
    of float32's rounding of it. Without it, values may differ by 1e-4, relative or absolute.
    """
    if magnitude is None:
        if not same(got, expected):
            raise Unmet(_sentences(difference.sentence(got, expected, hidden=True), message))
        return
    alike = isinstance(got, torch.Tensor) and got.shape == expected.shape and got.dtype == expected.dtype
    if not alike or not torch.isfinite(got).all() or not within_rounding(got, expected, magnitude):
        raise Unmet(_sentences(difference.sentence(got, expected, hidden=True) or TOO_FAR, message))


def expect_equal(got: Any, expected: Any, message: str = "") -> None:
    """The same numbers of the same types: 7.0 is not 7. A tuple and a list of the same numbers are equal."""
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
    raise Unmet(_sentences(difference.sentence(got, Raises(kind.__name__)), message))


def _sentences(*parts: str) -> str:
    """One after the other: a capital in front where a word stands there, a full stop behind."""
    said = []
    for part in filter(None, parts):
        first = part.split()[0].rstrip(",;:")
        part = part[0].upper() + part[1:] if first.isalpha() else part
        said.append(part if part[-1] in ".?!" else part + ".")
    return " ".join(said)
