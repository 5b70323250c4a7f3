"""How small counterexamples get, and after how many calls: our list, smallest first, against hypothesis's shrinking.

    python -m benchmarks.shrinking

Every coding of every wrong answer to two tasks that take an image and filters, in this process, without a box. A call
is what costs a grader: each is one question to a student's function.
"""

from __future__ import annotations

import contextlib
import statistics
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from hypothesis import HealthCheck, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from autograder.course.course import Course
from autograder.marking import counterexample, mistakes
from autograder.marking.answering import behaviour
from autograder.marking.mark import Marker
from autograder.marking.testing import HiddenTests
from autograder.marking.values import same
from autograder.wall.claims import Raised

TASKS = {"ex01_multi_input": "corr2d_multi_in", "ex02_multi_output": "corr2d_multi_in_out"}
SHRINKING = settings(max_examples=300, database=None, deadline=None, suppress_health_check=list(HealthCheck))
Arguments = dict[str, torch.Tensor]
Search = Callable[[HiddenTests, str, "Asked"], Arguments | None]


class Asked:
    """A wrong answer in the place of a student's, and how often it was asked."""

    def __init__(self, functions: dict[str, Any]):
        self._functions, self.calls = functions, 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = self._functions[name]

        def ask(*arguments: torch.Tensor) -> Any:
            self.calls += 1
            try:
                with contextlib.redirect_stdout(None):  # some beliefs print in the place of returning
                    return function(*(argument.clone() for argument in arguments))
            except Exception as error:
                raise Raised(type(error).__name__, [], str(error), 0, 0) from error

        return ask


def by_list(tests: HiddenTests, task: str, answer: Asked) -> Arguments | None:
    found = counterexample.search(tests, task, answer, 60)  # type: ignore[arg-type]
    return found[0] if found else None


def by_shrinking(tests: HiddenTests, task: str, answer: Asked) -> Arguments | None:
    def wrong(arguments: Arguments) -> bool:
        return not same(behaviour(tests, task, answer, arguments), tests.expected(task, arguments))

    with contextlib.suppress(NoSuchExample):
        return find(image_and_filters(several=task.endswith("out")), wrong, settings=SHRINKING)
    return None


@st.composite
def image_and_filters(draw: Callable[[Any], Any], several: bool) -> Arguments:
    """X (channels, height, width) and one filter or several that fit, in small whole numbers."""
    channels, height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    slices = (channels, draw(st.integers(1, height)), draw(st.integers(1, width)))
    shapes = {"X": (channels, height, width), "K": (draw(st.integers(1, 3)), *slices) if several else slices}
    return {name: draw(whole_numbers(shape)) for name, shape in shapes.items()}


def whole_numbers(shape: tuple[int, ...]) -> Any:
    count = torch.Size(shape).numel()
    numbers = st.lists(st.integers(-4, 9), min_size=count, max_size=count)
    return numbers.map(lambda values: torch.tensor(values, dtype=torch.float32).reshape(shape))


@dataclass(frozen=True)
class Found:
    """What one search came to."""

    numbers: int | None  # in the arguments; None where nothing was found
    calls: int


def compare() -> Iterator[tuple[Found, Found]]:
    """Both searches on each coding of each belief that costs the task its points."""
    course = Course(Path(__file__).parent.parent)
    for exercise_id, task in TASKS.items():
        marker = Marker(course.exercise(exercise_id))
        for known in marker.wrong_answers:
            for source in known.codings if task in known.wrong_in else ():
                functions = mistakes.namespace(source, known.belief.where, marker.exercise)
                yield (
                    _run(by_list, marker.tests, task, functions),
                    _run(by_shrinking, marker.tests, task, functions),
                )


def _run(search: Search, tests: HiddenTests, task: str, functions: dict[str, Any]) -> Found:
    answer = Asked(functions)
    arguments = search(tests, task, answer)
    return Found(arguments and sum(tensor.numel() for tensor in arguments.values()), answer.calls)


def main() -> None:
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    pairs = list(compare())
    both = [(ours.numbers, theirs.numbers) for ours, theirs in pairs if ours.numbers and theirs.numbers]
    print(
        f"{len(pairs)} wrong answers; found by the list {sum(a.numbers is not None for a, _ in pairs)}, "
        f"by hypothesis {sum(b.numbers is not None for _, b in pairs)}"
    )
    print(
        f"of {len(both)} that both found: as small {sum(a == b for a, b in both)}, "
        f"smaller by the list {sum(a < b for a, b in both)}, by hypothesis {sum(a > b for a, b in both)}"
    )
    for name, found in zip(("the list", "hypothesis"), zip(*pairs, strict=True), strict=True):
        calls = [one.calls for one in found]
        print(f"{name}: calls in the middle {statistics.median(calls):g}, at most {max(calls)}")


if __name__ == "__main__":
    main()
