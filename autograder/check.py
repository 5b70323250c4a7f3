"""The visible checks on a student's own notebook, on her own machine: no secrets, no walls, at once.

In a terminal: `autograder check EXERCISE FILE`. In a notebook cell:

    from autograder.check import check
    check("ex02_multi_output")
"""

import difflib
import html
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from autograder import words
from autograder.course.exercise import Course, find_course, stub_says
from autograder.course.release import read_release
from autograder.errors import WrongUse
from autograder.inside.cells import Runner
from autograder.plain_text import plain
from autograder.submission.finding import named_file
from autograder.submission.notebook import cells_to_run, read_submission
from autograder.submission.slots import given_code
from autograder.terminal import THEME


@dataclass(frozen=True)
class TaskCheck:
    """The visible checks of one task."""

    task: str
    passed: bool
    says: str


@dataclass(frozen=True)
class CheckResult:
    """What the visible checks say; shows itself as HTML in a notebook and as text in a terminal."""

    exercise: str
    tasks: tuple[TaskCheck, ...]
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return all(task.passed for task in self.tasks)

    @property
    def summary(self) -> str:
        right = sum(task.passed for task in self.tasks)
        more = " The hidden tests look at more inputs." if self.passed else ""
        return f"{right} of {len(self.tasks)} tasks pass their visible checks.{more}"

    def in_terminal(self) -> str:
        """Lines for a terminal, in colour where there is one."""
        here = Console()
        out = Console(
            file=io.StringIO(), theme=THEME, force_terminal=here.is_terminal, highlight=False, width=here.width
        )
        for task in self.tasks:
            mark = "[bold]✓[/bold]" if task.passed else "[look]·[/look]"
            out.print(f"{mark} [bold]{task.task}[/bold]")
            if task.says:
                out.print(f"    {task.says}", markup=False, style="" if task.passed else "look")
        for note in self.notes:
            out.print(f"  note: {note}", markup=False, style="dim")
        out.print(self.summary)
        return out.file.getvalue().rstrip()  # type: ignore[attr-defined]

    __str__ = in_terminal

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{'✓' if task.passed else '·'}</td>"
            f"<td style='text-align:left'><code>{html.escape(task.task)}</code></td>"
            f"<td style='text-align:left'>{html.escape(task.says) or 'all visible checks pass'}</td></tr>"
            for task in self.tasks
        )
        notes = "".join(f"<p>note: {html.escape(note)}</p>" for note in self.notes)
        return f"<table>{rows}</table>{notes}<p>{html.escape(self.summary)}</p>"


def check(exercise_id: str, course: str | Path | None = None) -> CheckResult:
    """Run the visible checks on the functions of the notebook in which this is called."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        raise WrongUse("check(): works in a notebook. In a terminal use `autograder check EXERCISE FILE`")
    found = find_course(Path(course) if course else None, given=course is not None)
    return CheckResult(exercise_id, _run_checks(found, exercise_id, shell.user_ns))


def check_file(course: Course, exercise_id: str, path: Path) -> CheckResult:
    """Run a student's file from top to bottom, then the visible checks of each task."""
    if not course.release_notebook(exercise_id).exists():
        known = ", ".join(sorted(p.parent.name for p in (course.root / "exercises").glob("*/*.ipynb"))) or "none"
        raise WrongUse(f"exercises/{exercise_id}: no such exercise. The course has: {known}")
    submission = read_submission(named_file(path), read_release(course, exercise_id))
    runner, notes = Runner(lambda *_: None), list(submission.notes)
    for number, cell in enumerate(cells_to_run(submission), 1):
        outcome = runner.run(number, cell.source, set(), definitions_only=False)
        if outcome.error and outcome.error[0] != "NotImplementedError":
            kind, text, line = outcome.error
            notes.append(plain(f"{words.place(cell.place(line))}: {kind}: {text}"))
    return CheckResult(exercise_id, _run_checks(course, exercise_id, runner.namespace), tuple(notes))


def _run_checks(course: Course, exercise_id: str, namespace: dict[str, Any]) -> tuple[TaskCheck, ...]:
    release, results = read_release(course, exercise_id), []
    given = given_code(release)
    for cell in release.cells:
        if not cell.metadata.get("nbgrader", {}).get("grade") or cell.cell_type != "code":
            continue
        task = cell.metadata.nbgrader.grade_id.removeprefix("test_")
        results.append(_check_task(task, cell.source, given, namespace))
    return tuple(results)


def _check_task(task: str, source: str, given: list[str], namespace: dict[str, Any]) -> TaskCheck:
    if not callable(namespace.get(task)):
        near = difflib.get_close_matches(task, [n for n, v in namespace.items() if callable(v)], 1, 0.75)
        return TaskCheck(task, False, f"no function {task}" + (f"; did you mean {near[0]}?" if near else "; write it"))
    runner = Runner(lambda *_: None)
    runner.namespace.update(namespace)
    for cell in given:  # the checks lean on its tensors, whatever the student calls by their names
        runner.run(1, cell, set(), definitions_only=False)
    outcome = runner.run(1, source, set(), definitions_only=False)
    if outcome.error is None:
        return TaskCheck(task, True, plain(outcome.stdout, 200))
    kind, text, _ = outcome.error
    if kind == "NotImplementedError":
        leans = "" if text in ("", stub_says(task)) else f" ({text})"  # on another task's stub
        return TaskCheck(task, False, plain(f"not answered yet{leans}"))
    return TaskCheck(task, False, plain(text if kind == "AssertionError" and text else f"{kind}: {text}", 500))
