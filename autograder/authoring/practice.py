"""What the book's answer boxes ask: `autograder release` writes it to book/practice/questions/<id>.json.

Inputs come from the exercise's public `small_inputs` and `telling_inputs`, expected values from its oracle, so that the
book builds without `solutions/`. No hidden test is in it, and of code only what the chapter teaches (`taught.py`).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from autograder.authoring import taught
from autograder.course.course import Course
from autograder.course.exercise import Exercise, Task
from autograder.files import write_atomically

ABOUT = "What the answer boxes of the book ask, and what PyTorch answers. Written by `autograder release`."
MOST_TELLING = 16  # of the larger ones, spread from the first to the last: each may show another belief


def write(course: Course, exercise: Exercise) -> list[Path]:
    """Write the file of an exercise that has boxes; returns it if its bytes changed."""
    path = course.practice_file(exercise.id)
    if not any(task.practice for task in exercise.tasks):
        return []
    data = to_bytes(of_exercise(exercise))
    if path.exists() and path.read_bytes() == data:
        return []
    write_atomically(path, data)
    return [path]


def of_exercise(exercise: Exercise) -> dict[str, Any]:
    """The tasks that have a box, each with its questions."""
    from autograder.marking import testing  # torch: seconds, which an exercise without boxes does not cost

    tests = testing.load_for(exercise)
    return {
        "about": ABOUT,
        "tasks": [_task(task, tests) for task in exercise.tasks if task.practice],
        "taught": list(taught.of_exercise(exercise, tests, _task)),
    }


def to_bytes(data: Mapping[str, Any]) -> bytes:
    """One question a line, one taught function a line: a change of one is a change of one line."""
    tasks = []
    for task in data["tasks"]:
        about = json.dumps({key: value for key, value in task.items() if key != "questions"}, ensure_ascii=False)
        tasks.append(f'{about[:-1]}, "questions": [\n{_lines(task["questions"])}]}}')
    every = ",\n".join(tasks)
    head = json.dumps({"about": data["about"]})[:-1]
    return f'{head}, "tasks": [\n{every}], "taught": [\n{_lines(data["taught"])}]}}\n'.encode()


def _lines(entries: Iterable[Mapping[str, Any]]) -> str:
    return ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in entries)


def _task(task: Task, tests: Any) -> dict[str, Any]:
    from autograder.marking.counterexample import MOST_PUBLIC, SEARCH_SEED

    small = list(islice(tests.inputs("small_inputs", task.name, SEARCH_SEED), MOST_PUBLIC))
    telling = list(tests.inputs("telling_inputs", task.name, SEARCH_SEED))
    larger = spread(telling, MOST_TELLING)
    return {
        "name": task.name,
        "arguments": list(task.arguments),
        "axes": list(task.axes),
        "not_allowed": list(task.not_allowed),
        "rule": task.rule,
        "reference": task.practice,
        "constant_work": _counts_work(task, tests),
        "questions": [
            _question(task, tests, arguments, place < len(small)) for place, arguments in enumerate([*small, *larger])
        ],
    }


def spread(entries: list[Any], most: int) -> list[Any]:
    """At most so many of them, the first and the last among them."""
    if len(entries) <= most:
        return entries
    return [entries[place * (len(entries) - 1) // (most - 1)] for place in range(most)]


def _question(task: Task, tests: Any, arguments: Mapping[str, Any], small: bool) -> dict[str, Any]:
    recorder = _Recorder(arguments)
    tests.ask(task.name, recorder, arguments)
    return {
        "small": small,
        "arguments": {name: _data(value) for name, value in arguments.items()},
        "call": recorder.call,
        "expected": _data(tests.expected(task.name, arguments)),
    }


def _counts_work(task: Task, tests: Any) -> bool:
    """Whether a hidden test counts the steps of the answer."""

    def right(*arguments: Any) -> Any:
        return tests.expected(task.name, dict(zip(task.arguments, arguments, strict=False)))

    for test in tests.of(task.name):
        if test.shows:  # only such a test needs more than values
            try:
                test.run(_Recorder({}, right), _draw())
            except _CountedError:
                return True
    return False


class _CountedError(Exception):
    """A hidden test asked how many steps the answer takes."""


def _draw() -> Any:
    from autograder.marking.testing import Draw

    return Draw(b"public", "practice")


class _Recorder:
    """Stands for an answer and notes how it is asked."""

    def __init__(self, arguments: Mapping[str, Any], right: Callable[..., Any] | None = None):
        self.arguments, self.right = arguments, right
        self.call: dict[str, Any] = {}

    def __getattr__(self, name: str) -> "_Asked":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Asked(self, name)

    def data(self, value: Any) -> Any:
        for name, argument in self.arguments.items():
            if value is argument:
                return {"argument": name}
        return _data(value)


class _Asked:
    def __init__(self, recorder: _Recorder, name: str):
        self.recorder, self.name = recorder, name

    def __call__(self, *positional: Any, **keywords: Any) -> Any:
        recorder = self.recorder
        recorder.call = {
            "name": self.name,
            "positional": [recorder.data(each) for each in positional],
            "keywords": {key: recorder.data(each) for key, each in keywords.items()},
        }
        return recorder.right(*positional) if recorder.right else None

    def operations(self, *positional: Any) -> Any:
        raise _CountedError


def _data(value: Any) -> Any:
    """JSON that keeps tuples, whole numbers and fractions apart."""
    from autograder.marking.values import Raises
    from autograder.torch_if_there import torch

    if isinstance(value, torch.Tensor):
        numbers = [int(n) if n == int(n) else n for n in value.reshape(-1).tolist()]
        return {"shape": list(value.shape), "dtype": str(value.dtype).removeprefix("torch."), "numbers": numbers}
    if isinstance(value, Raises):
        return {"raises": value.kind}
    if isinstance(value, tuple):
        return {"tuple": [_data(each) for each in value]}
    if isinstance(value, list):
        return [_data(each) for each in value]
    return value
