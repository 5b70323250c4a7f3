"""The smallest inputs of tasks with their right answers, as a file that students may have.

Only the tasks in `Exercise.public_tasks` are in it, and of them the inputs of `small_inputs` that everybody can make
again from a public seed: no code, no hidden test, no telling input. Values are written as the wire carries them.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from autograder import wire
from autograder.course.exercise import Exercise, Task
from autograder.crossing.apart import take_apart
from autograder.crossing.together import Together
from autograder.inside.objects import SCRIPT
from autograder.marking import testing, tolerance
from autograder.marking.answering import PRINTED
from autograder.marking.counterexample import MOST_PUBLIC, SEARCH_SEED
from autograder.marking.values import Calls, Code, Holds, Outcomes, same, settled, to_wire

MOST_BYTES = 200_000  # of the inputs of one task
GAVE = object()  # what every call of a `_Recorder` gives


class CannotTravelError(Exception):
    """The examples of a task cannot be written down; the text says why."""


@dataclass(frozen=True)
class Example:
    """One input, the call that is made with it, and what is right."""

    arguments: dict[str, Any]
    name: str  # of the function, or of one of the keeper's requests
    given: tuple
    options: dict[str, Any]
    expected: Any


@dataclass(frozen=True)
class PublicTask:
    """A task, and the bytes of its examples, smallest first."""

    task: Task
    call_seconds: float
    written: tuple[bytes, ...]

    def examples(self) -> list[Example]:
        """Its examples as values; imports what they are made of."""
        return [_read(each) for each in self.written]


def of_exercise(exercise: Exercise) -> tuple[list[PublicTask], dict[str, str]]:
    """The public tasks with their examples, and by name why another one has none."""
    found, left = [], {}
    tests = testing.load_for(exercise)
    for task in exercise.public_tasks:
        try:
            with tolerance.within(tolerance.of_task(task)):
                found.append(PublicTask(task, exercise.limits.call_seconds, tuple(_examples(task, tests))))
        except CannotTravelError as error:
            left[task.name] = str(error)
    return found, left


def to_bytes(tasks: list[PublicTask]) -> bytes:
    """The file."""
    return wire.encode(
        [
            (each.task.name, each.task.arguments, each.task.axes, each.task.tolerance, each.call_seconds, each.written)
            for each in tasks
        ]
    )


def from_bytes(data: bytes) -> list[PublicTask]:
    """What `to_bytes` wrote."""
    return [
        PublicTask(Task(name, 1, arguments, (), axes, tolerance=near), seconds, written)
        for name, arguments, axes, near, seconds, written in wire.decode(data)
    ]


class PublicExamples(testing.HiddenTests):
    """Examples in the place of hidden tests, for the search of a counterexample."""

    def __init__(self, public: PublicTask):
        super().__init__()
        self.examples = public.examples()
        self._by_input = {id(each.arguments): each for each in self.examples}

    def can_search(self, task: str) -> bool:
        """Whether there is any example."""
        return bool(self.examples)

    def inputs(self, kind: str, task: str, seed: int) -> Iterator[dict[str, Any]]:
        """The inputs, smallest first."""
        return (each.arguments for each in self.examples)

    def expected(self, task: str, arguments: Mapping[str, Any]) -> Any:
        """What is right for one of these inputs."""
        return self._by_input[id(arguments)].expected

    def ask(self, task: str, answer: Any, arguments: Mapping[str, Any]) -> Any:
        """Make the call that belongs to one of these inputs."""
        example = self._by_input[id(arguments)]
        return _gave(example, answer.request(example.name, example.given, example.options)[0])


def _examples(task: Task, tests: testing.HiddenTests) -> Iterator[bytes]:
    room = MOST_BYTES
    if not tests.can_search(task.name):
        raise CannotTravelError("it has no small inputs")
    for arguments in islice(tests.inputs("small_inputs", task.name, SEARCH_SEED), MOST_PUBLIC):
        data = _written(task, tests, arguments)
        room -= len(data)
        if room < 0:
            return
        yield data


def _written(task: Task, tests: testing.HiddenTests, arguments: dict[str, Any]) -> bytes:
    name, given, options = _call(task, tests, arguments)
    expected = tests.expected(task.name, arguments)
    if isinstance(expected, Holds):
        raise CannotTravelError("what is right is said by a property, which is code")
    right = expected.gave if isinstance(expected, Outcomes) else settled(expected)
    try:
        data = wire.encode(
            (
                [[key, to_wire(value)] for key, value in arguments.items()],
                name,
                tuple(map(to_wire, given)),
                [[key, to_wire(value)] for key, value in options.items()],
                take_apart(right),
            )
        )
    except (TypeError, wire.WireError) as error:
        raise CannotTravelError(f"an input does not cross: {error}") from error
    if not same(_read(data).expected, expected):
        raise CannotTravelError("a right answer cannot be written down")
    return data


def _call(task: Task, tests: testing.HiddenTests, arguments: dict[str, Any]) -> tuple[str, tuple, dict[str, Any]]:
    """The one call that asks this input of an answer; what an author's code makes of its value cannot travel."""
    recorder = _Recorder()
    try:
        plain = tests.ask(task.name, recorder, arguments) is GAVE
    except Exception:
        plain = False
    if not plain or len(recorder.calls) != 1:
        raise CannotTravelError("more than a call asks for it")
    name, given, options = recorder.calls[0]
    name = PRINTED if name == "printed" else name
    if name not in (task.name, SCRIPT, PRINTED):
        raise CannotTravelError("it is asked through a probe")
    return name, given, options


class _Recorder:
    """Stands for an answer, and notes how it is asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **options: Any) -> Any:
            self.calls.append((name, given, options))
            return GAVE

        return call


def _read(data: bytes) -> Example:
    arguments, name, given, options, right = _reading(wire.decode(data))
    if name == SCRIPT:
        *_, (last, steps) = arguments
        arguments = [*arguments[:-1], [last, Calls(steps)]]
    example = Example(dict(arguments), name, given, dict(options), right)
    return Example(dict(arguments), name, given, dict(options), _gave(example, right))


def _gave(example: Example, value: Any) -> Any:
    """What the call gave; of a script what the object gave, step by step."""
    if example.name != SCRIPT or not isinstance(value, list):
        return value
    name, start, steps = example.given
    return Outcomes(name, start, steps, value)


class _Reading(Together):
    """Puts values together from a file of ours: what they are made of is imported."""

    def code(self, source: str) -> Code:
        """A function that goes into the call, as its source."""
        return Code(source, run=_only_sent)

    def pandas(self) -> Any:
        """pandas, imported."""
        return importlib.import_module("pandas")

    def torch(self) -> Any:
        """PyTorch, imported."""
        return importlib.import_module("torch")

    def numpy(self) -> Any:
        """NumPy, imported."""
        return importlib.import_module("numpy")


def _only_sent(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


_reading = _Reading()
