"""Points by tests, for tasks with `credit = "tests"`: each test that an answer passes earns its share of the points.

A test that the stub passes earns nothing, nor one that a function without statements passes: both say nothing about
an answer. What uses a forbidden operation, never ends or takes all memory earns nothing at all. The engine's own
test, which asks again what was asked before, counts as one test where another one is passed.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from autograder.course import release
from autograder.course.exercise import Exercise, Limits, Task, stub_says
from autograder.marking import testing, trial
from autograder.marking.answering import Answering
from autograder.submission.cell import cells_of
from autograder.verdict import Reason, TestResult, Verdict
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import Died, TimedOut

NOTHING = (Verdict.NOT_ALLOWED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY)
SEED = b"the stub"  # what a stub passes depends on no submission


def passed_by_stub(exercise: Exercise, task: Task, tests: testing.HiddenTests, box: Box, limits: Limits) -> set[int]:
    """Numbers of the task's tests that its stub passes, or a function without statements, where all else is right."""
    both = release.cut(exercise)
    stubs = {cell["id"]: cell for cell in both.release["cells"]}
    found: set[int] = set()
    for raises, instead in ((False, "pass"), (True, "")):
        cells = [
            stubs[cell["id"]] if cell["metadata"].get("nbgrader", {}).get("grade_id") == task.name else cell
            for cell in both.source["cells"]
        ]
        code = release.code_of({"cells": cells})
        if not raises:
            code = [source.replace(f'raise NotImplementedError("{stub_says(task.name)}")', instead) for source in code]
        found |= _passed(exercise, task, tests, BoxedNotebook(box, cells_of(code), exercise.probe_source, limits))
    return found


def _passed(exercise: Exercise, task: Task, tests: testing.HiddenTests, notebook: BoxedNotebook) -> set[int]:
    found = set()
    try:
        with notebook:
            answer = Answering(notebook, task)
            for number, test in enumerate(tests.of(task.name)):
                if trial.run(test, answer, SEED, tests, exercise).verdict is Verdict.PASSED:
                    found.add(number)
    except (TimedOut, Died):
        pass  # cells that do not run pass no test
    return found


def with_worth(
    task: Task, tests: Sequence[testing.Test], results: Sequence[TestResult], free: Collection[int]
) -> list[TestResult]:
    """The results, each with the points that its test is worth."""
    weights = [Fraction(0) if number in free else Fraction(test.weight) for number, test in enumerate(tests)]
    weights.append(Fraction(1) if any(weights) else Fraction(0))  # the engine's own test comes last
    whole = sum(weights)
    if not whole:
        return list(results)
    worth = [float(Fraction(task.points) * weight / whole) for weight in weights]
    return [replace(result, worth=points) for result, points in zip(results, worth, strict=False)]


def earned(task: Task, tests: Sequence[testing.Test], results: Sequence[TestResult], reason: Reason | None) -> float:
    """The points of an answer that fails some test; never fewer than those of an answer that passes fewer tests."""
    if reason is Reason.EMPTY or any(result.verdict in NOTHING for result in results):
        return 0.0
    passed = [result.verdict is Verdict.PASSED for result in results]
    if not any(good and result.worth for good, result in zip(passed[: len(tests)], results, strict=False)):
        return 0.0
    return round(min(task.points, sum(result.worth for result in results if result.verdict is Verdict.PASSED)), 2)
