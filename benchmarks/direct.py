"""The limit: the same cells and the same hidden tests in one warm process, without a wall, a gradebook or feedback.

    python -m benchmarks.direct FOLDER            marks FOLDER/*/<exercise>/<exercise>.ipynb, prints seconds and marks
    python -m benchmarks.direct FOLDER --wall     the same through the real box: what the wall alone costs

`check` is what nbgrader and otter get to run: identical tests, on functions in their own kernel.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from autograder.course.course import Course
from autograder.inside.operations import counted
from autograder.marking import single, testing
from autograder.marking.answering import Work
from autograder.marking.mark import Marker
from autograder.submission.cell import cells_of
from autograder.wall.claims import Answer
from benchmarks.school import EXERCISE, FIRST, SECOND, code_cells

ROOT = Path(__file__).parent.parent
HIDDEN = ROOT / "solutions" / EXERCISE / "hidden_tests.py"
WARMING = 25  # submissions: the zygote folds its memory after twenty
POINTS = {FIRST: 6.0, SECOND: 4.0}
SEED = b"benchmark"


class Direct:
    """`answer` for hidden tests: the functions of a namespace, called as they are."""

    def __init__(self, namespace: dict[str, Any]):
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        return DirectFunction(self._namespace[name])


class DirectFunction:
    """One function, with the count of its work."""

    def __init__(self, function: Any):
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        return self._function(*arguments)

    def operations(self, *arguments: Any) -> tuple[Any, Work]:
        with counted() as work:
            value = self._function(*arguments)
        return value, Work(Answer(None, (), work=work.amount, what=work.what))


@cache
def hidden_tests() -> testing.HiddenTests:
    return testing.load(HIDDEN)


def check(task: str, namespace: dict[str, Any]) -> None:
    """Run all hidden tests of a task; raises at the first that is not met."""
    for test in hidden_tests().of(task):
        test.run(Direct(namespace), testing.Draw(SEED, task, test.name))


def mark(text: str) -> float:
    """The score of one notebook: cells in order, checks last, then the hidden tests of each task."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    cells = code_cells(text)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for is_checks in (False, True):
            for number, (source, checks) in enumerate(cells, 1):
                if checks is is_checks:
                    with contextlib.suppress(Exception):
                        exec(compile(source, f"<cell {number}>", "exec"), namespace)
        score = 0.0
        for task, points in POINTS.items():
            try:
                check(task, namespace)
            except Exception:
                continue
            score += points
    return score


def behind_the_wall() -> Callable[[str], float]:
    """`mark`, but in a warm box: a fork, its walls, every call over the wire; nothing is filed."""
    marker, box = Marker(Course(ROOT).exercise(EXERCISE)), single.open_box()

    def marked(text: str) -> float:
        return marker.mark(cells_of([source for source, _ in code_cells(text)]), box).record.score

    return marked


def main() -> None:
    """Mark a folder, warm: imports and some notebooks before the clock starts."""
    import torch
    from d2l import torch as d2l  # noqa: F401

    torch.set_num_threads(1)
    walled = "--wall" in sys.argv
    one = behind_the_wall() if walled else mark
    paths = sorted(Path(sys.argv[1]).glob(f"*/{EXERCISE}/{EXERCISE}.ipynb"))
    for path in paths[:WARMING]:
        one(path.read_text(encoding="utf-8"))
    start, cpu = time.perf_counter(), time.process_time()
    marks = {path.parent.parent.name: one(path.read_text(encoding="utf-8")) for path in paths}
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "cpu": 0.0 if walled else cpu, "marks": marks}))


if __name__ == "__main__":
    main()
