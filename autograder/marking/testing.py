"""What `hidden_tests.py` is written with. Runs on the trusted side; student code is only ever reached through `answer`.

@oracle("f")            the right answer as a function of the arguments, or as a class; may raise
examples("f", [...])    the right answer as a table: arguments, then what is right for them
@holds("f")             what must hold of a right answer: `check(result, **arguments)`; its docstring says it in words
@small_inputs("f")      yields argument dicts, smallest first: where the counterexample is searched; without it they
                        come from the table, or from the annotations of the oracle's or the check's parameters
@telling_inputs("f")    optional: more argument dicts, on which known mistakes differ from each other
@ask("f")               optional: how to obtain the behaviour when it is not "call the function"
@task("f")              a hidden test: `test(answer, draw)`; its docstring is the line that the student reads.
                        `weight=2`: its part of the points where the task has `credit = "tests"`
"""

import contextlib
import contextvars
import copy
import functools
import inspect
import itertools
import math
import os
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import wording
from autograder.course.exercise import Exercise, raised_by_stub
from autograder.crossing import iterators, playing, plots
from autograder.crossing.kinds import Raises
from autograder.errors import AutograderError, CourseError, OurFault
from autograder.marking import inputs
from autograder.marking.draw import Draw
from autograder.marking.expecting import Unmet, expect_equal
from autograder.marking.references import checking, raised_on_purpose, says_of
from autograder.marking.remote import as_sent
from autograder.marking.values import Holds, Outcomes, same, settled
from autograder.wall.claims import Raised, StudentFault

SMALL, DRAWN = 30, 20  # inputs of a test that compares with the reference


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
    asks_for: dict[str, Callable[..., Iterable[str]]] = field(default_factory=dict)
    tables: dict[str, list[tuple[tuple[Any, ...], Any]]] = field(default_factory=dict)  # arguments, what is right
    properties: dict[str, list[Callable[..., Any]]] = field(default_factory=dict)
    arguments: dict[str, tuple[str, ...]] = field(default_factory=dict)  # their names, by task
    where: str = "hidden_tests.py"  # for messages
    path: Path | None = None

    @functools.cached_property
    def patterns(self) -> list[str]:
        """What its messages with values are made of; read when a test fails."""
        said = wording.messages(self.path.read_text(encoding="utf-8")) if self.path else []
        return [pattern for pattern in said if "{" in pattern and "{{" not in pattern]

    def of(self, task: str) -> list[Test]:
        return [test for test in self.tests if test.task == task]

    def ask(self, task: str, answer: Any, arguments: Mapping[str, Any]) -> Any:
        """The behaviour of an answer on these arguments: through the exercise's `@ask`, or a plain call."""
        if task in self.asks:
            return self.asks[task](answer, **arguments)
        reference = self.oracles.get(task)
        if not inspect.isclass(reference):
            return getattr(answer, task)(*arguments.values())
        *start, steps = arguments.values()
        gave = getattr(answer, "@script")(task, start, list(steps))
        return Outcomes(task, start, steps, gave) if isinstance(gave, list) else gave

    def has_reference(self, task: str) -> bool:
        """Whether anything says what is right."""
        return task in self.oracles or task in self.properties or task in self.tables

    def can_search(self, task: str) -> bool:
        """Whether small inputs are known, and what is right for them."""
        return self.has_reference(task) and (
            task in self.small_inputs or task in self.tables or bool(self._hinted(task))
        )

    @contextlib.contextmanager
    def authors(self, what: str) -> Iterator[None]:
        """The author's own code runs here: an exception in it is our fault, said in one line, never the student's."""
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
        elif kind == "small_inputs":
            yield from self._listed(task, seed)

    def _listed(self, task: str, seed: int) -> Iterator[dict[str, Any]]:
        """Inputs of the table, then those that annotations say."""
        names = self.arguments.get(task, ())
        for given, _ in self.tables.get(task, ()):
            yield dict(zip(names, given, strict=False))
        hints = self._hinted(task)
        if hints is None:
            return
        with self.authors(f"the annotations for {task!r}"):
            rng, reference = random.Random(seed), self.oracles.get(task)
            if inspect.isclass(reference):
                yield from inputs.of_class(reference, names, rng)
                return
            for arguments in inputs.arguments(hints, rng):
                if not self._stumbles(task, arguments):
                    yield arguments

    def _hinted(self, task: str) -> dict[str, Any] | None:
        """The annotations of the reference's parameters, in the order of the arguments; None unless all are there."""
        reference = self.oracles.get(task)
        if inspect.isclass(reference):
            return {"": reference}
        functions = [(reference, 0)] if reference else [(each, 1) for each in self.properties.get(task, ())]
        for function, skip in functions:
            hints = inputs.hints_of(function, skip)
            if hints:
                names = [name for name in self.arguments.get(task, ()) if name in hints]
                return {name: hints[name] for name in [*names, *(name for name in hints if name not in names)]}
        return None

    def _stumbles(self, task: str, arguments: Mapping[str, Any]) -> bool:
        """Whether the reference fails on an input that nobody wrote, without a `raise` of its own: no input for it."""
        if task not in self.oracles:
            return False
        try:
            self.oracles[task](**copy.deepcopy(dict(arguments)))
        except Exception as error:
            return not raised_on_purpose(error)
        return False

    def drawn(self, task: str, rng: random.Random, count: int) -> Iterator[dict[str, Any]]:
        """Inputs of any size from the annotations; from the small ones where there are none, or from the table."""
        hints, reference = self._hinted(task), self.oracles.get(task)
        if inspect.isclass(reference) and task not in self.small_inputs:
            lengths = [inputs.LONG_SCRIPTS[number % len(inputs.LONG_SCRIPTS)] for number in range(count)]
            with self.authors(f"the annotations for {task!r}"):
                yield from inputs.of_class(reference, self.arguments.get(task, ()), rng, lengths)
            return
        if task in self.small_inputs or hints is None:
            known = list(itertools.islice(self.inputs("small_inputs", task, rng.getrandbits(32)), 10 * count))
            yield from rng.sample(known, min(count, len(known)))
            return
        for _ in range(count):
            with self.authors(f"the annotations for {task!r}"):
                arguments = inputs.drawn_arguments(hints, rng)
            if not self._stumbles(task, arguments):
                yield arguments

    def expected(self, task: str, arguments: Mapping[str, Any]) -> Any:
        """The right answer; an exception of the reference is a right answer too."""
        if task in self.oracles:
            return self._from_oracle(task, arguments)
        for given, right in self.tables.get(task, ()):
            if len(given) == len(arguments) and all(map(same, arguments.values(), given)):
                return right
        if task in self.properties:
            return Holds([(says_of(each), checking(each, arguments)) for each in self.properties[task]])
        raise OurFault(f"{self.where}: nothing says what is right for {task}. Add @oracle, examples or @holds")

    def _from_oracle(self, task: str, arguments: Mapping[str, Any]) -> Any:
        reference = self.oracles[task]
        if inspect.isclass(reference):
            *start, steps = arguments.values()
            gave = [settled(value) for value in playing.play(reference, start, steps)]
            return Outcomes(task, start, steps, gave)
        try:
            return iterators.taken(plots.drawing(reference)(**arguments))
        except Exception as error:
            return Raises(type(error).__name__)


_declared: contextvars.ContextVar[HiddenTests] = contextvars.ContextVar("declared")


def load(path: Path) -> HiddenTests:
    """Run a `hidden_tests.py` and collect what it declares."""
    where = f"solutions/{path.parent.name}/{path.name}"
    tests = HiddenTests(where=where, path=path)
    token = _declared.set(tests)
    try:
        os.environ.setdefault("MPLBACKEND", "agg")  # references draw without a window, wherever they run
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
    tests.arguments = {task.name: task.arguments for task in exercise.tasks}
    for name in names:
        if not tests.of(name):
            raise CourseError(f"{where}: task '{name}' has no hidden test. Add one: without it every answer passes")
    kinds = (
        tests.oracles,
        tests.small_inputs,
        tests.telling_inputs,
        tests.asks,
        tests.asks_for,
        tests.tables,
        tests.properties,
    )
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


def oracle(name: str, *, says: str = "", prints: bool = False) -> Callable[[Callable], Callable]:
    """Declare the right answer of a task, as a function of its arguments or as a class.

    `says` makes a hidden test of it, with these words for the student: the answer is compared with the reference on
    small inputs and on drawn ones. `prints`: both print, and what they print is compared.
    """
    if says:
        _add_test(name, "agrees_with_the_reference", says, _compares(name))
    if not prints:
        return _declare("oracles", name)

    def declare(function: Callable) -> Callable:
        @functools.wraps(function)
        def text(*arguments: Any, **options: Any) -> str:
            return playing.printed({name: function}, name, arguments, options)

        _declared.get().oracles[name] = text
        _declared.get().asks[name] = lambda answer, **arguments: answer.printed(name, *arguments.values())
        return function

    return declare


def examples(name: str, table: Sequence[Sequence[Any]], *, says: str = "Gives what the examples say.") -> None:
    """Declare the right answer of a task as a table: in each row the arguments, last what is right (or `raises(…)`).

    It is a hidden test, too, with the words `says`.
    """
    rows = [(tuple(row[:-1]), row[-1]) for row in table]
    _declared.get().tables.setdefault(name, []).extend(rows)
    _add_test(name, f"examples_{len(_declared.get().tests)}", says, _compares(name, rows))


def holds(name: str) -> Callable[[Callable], Callable]:
    """Declare what must hold of a right answer: `check(result, **arguments)`, which is a hidden test as well."""

    def declare(check: Callable) -> Callable:
        _declared.get().properties.setdefault(name, []).append(check)
        _add_test(name, check.__name__, says_of(check), _compares(name, check=check))
        return check

    return declare


def _add_test(name: str, test: str, says: str, run: Callable[[Any, "Draw"], None]) -> None:
    _declared.get().tests.append(Test(name, test, says, run, None))


def _compares(
    name: str, rows: Sequence[tuple[tuple[Any, ...], Any]] = (), check: Callable[..., Any] | None = None
) -> Callable[[Any, "Draw"], None]:
    """A hidden test: the answer and what is right on the rows of a table, or on small and drawn inputs."""
    tests = _declared.get()

    def run(answer: Any, draw: "Draw") -> None:
        given = [dict(zip(tests.arguments.get(name, map(str, range(99))), row, strict=False)) for row, _ in rows]
        if not rows:
            small = itertools.islice(tests.inputs("small_inputs", name, draw.random.getrandbits(32)), 2 * SMALL)
            given = [*list(small)[::2][:SMALL], *tests.drawn(name, draw.random, DRAWN)]
        for arguments in given:
            expected = tests.expected(name, arguments)
            if check is not None:
                expected = Holds([(says_of(check), checking(check, arguments))])
            expect_equal(_asked(tests, name, answer, arguments, expected), expected)

    return run


def _asked(tests: HiddenTests, name: str, answer: Any, arguments: Mapping[str, Any], expected: Any) -> Any:
    """What the answer gives; an exception is a value where one is expected."""
    try:
        return as_sent(tests.ask(name, answer, copy.deepcopy(dict(arguments))))
    except Raised as raised:
        if not isinstance(expected, Raises) or raised_by_stub(raised.kind, raised.text):
            raise
        return Raises(raised.kind, raised.bases)


def small_inputs(name: str) -> Callable[[Callable], Callable]:
    """Declare where the smallest counterexample is searched: a generator of argument dicts, `(random.Random)`."""
    return _declare("small_inputs", name)


def telling_inputs(name: str) -> Callable[[Callable], Callable]:
    """Declare further inputs on which known mistakes differ from each other."""
    return _declare("telling_inputs", name)


def ask(name: str) -> Callable[[Callable], Callable]:
    """Declare how to obtain the behaviour of a task: `(answer, **arguments)`."""
    return _declare("asks", name)


def asks_for(name: str) -> Callable[[Callable], Callable]:
    """Declare what an input of a task asks for beyond the plain case: `(**arguments)` yields "a slice that …"."""
    return _declare("asks_for", name)
