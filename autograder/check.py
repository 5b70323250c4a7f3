"""The visible checks on a student's own notebook, on the student's own machine: no secrets, no walls, at once.

In a terminal: `autograder check EXERCISE FILE`. In a notebook cell:

    from autograder.check import check
    check("ex02_multi_output")
"""

import _thread
import html
import io
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from rich.console import Console

from autograder import words
from autograder.course.course import Course, find_course
from autograder.course.exercise import task_of, whose_stub
from autograder.course.release import read_release, read_translations
from autograder.errors import WrongUse
from autograder.inside import banned
from autograder.inside.cells import Outcome, Runner
from autograder.language import ENGLISH, again, in_a_row, known, phrase, say, speaking
from autograder.marking import advice, cell_notes, missing, sentences
from autograder.plain_text import plain
from autograder.submission.cell import Cell, Origin
from autograder.submission.finding import named_file
from autograder.submission.notebook import cells_to_run, read_submission
from autograder.submission.repair import nearest
from autograder.submission.slots import given_code
from autograder.terminal import THEME
from autograder.verdict import Place

PASS = phrase("{n} of {all} tasks pass their visible checks.")
NOTE = phrase("note: {note}")
SECONDS = 30.0  # for one cell, and for the checks of one task
STOPPED = "KeyboardInterrupt"  # what a statement ends with that is stopped
CHECKS = 1_000_000  # number of the cell that holds checks: no cell of a student has it


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
    language: str = ENGLISH  # in which it shows itself

    @property
    def passed(self) -> bool:
        return all(task.passed for task in self.tasks)

    @property
    def summary(self) -> str:
        if not self.tasks:
            return say("There is no task to check here: what is asked in words is marked by a person.")
        right = sum(task.passed for task in self.tasks)
        said = say(PASS, n=right, all=len(self.tasks))
        return in_a_row(said, say("The hidden tests look at more inputs.") if self.passed else "")

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
                out.print(f"    {again(task.says)}", markup=False, style="" if task.passed else "look")
        for note in self.notes:
            out.print(f"  {say(NOTE, note=again(note))}", markup=False, style="dim")
        out.print(self.summary)
        return out.file.getvalue().rstrip()  # type: ignore[attr-defined]

    def __str__(self) -> str:
        with speaking(self.language):
            return self.in_terminal()

    def _repr_html_(self) -> str:
        with speaking(self.language):
            return self._as_html()

    def _as_html(self) -> str:
        all_pass = say("all visible checks pass")
        rows = "".join(
            f"<tr><td style='text-align:left'>{'✓' if task.passed else '·'}</td>"
            f"<td style='text-align:left'><code>{html.escape(task.task)}</code></td>"
            f"<td style='text-align:left'>{html.escape(again(task.says) or all_pass)}</td></tr>"
            for task in self.tasks
        )
        notes = "".join(f"<p>{html.escape(say(NOTE, note=again(note)))}</p>" for note in self.notes)
        return f"<table>{rows}</table>{notes}<p>{html.escape(self.summary)}</p>"


def check(exercise_id: str, course: str | Path | None = None, language: str = "") -> CheckResult:
    """Run the visible checks on the functions of the notebook in which this is called.

    `language`: in which it answers, where it is neither the notebook's nor the course's.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        raise WrongUse("check(): works in a notebook. In a terminal use `autograder check EXERCISE FILE`")
    found = find_course(Path(course) if course else None, given=course is not None)
    cells = [Cell("code", source, origin=Origin(number)) for number, source in enumerate(shell.user_ns.get("In", ()))]
    here = Ran(cells, dict(shell.user_ns), [], {})  # by the numbers that Jupyter shows; 0 is none
    releases = {ENGLISH: read_release(found, exercise_id), **read_translations(found, exercise_id)}
    release = nearest(cells, list(releases.values()))
    its_own = next(name for name, each in releases.items() if each is release)
    answers_in = language or (its_own if its_own != ENGLISH else found.language)
    return CheckResult(exercise_id, tuple(checks(release, here)), language=known(answers_in))


def check_file(course: Course, exercise_id: str, path: Path) -> CheckResult:
    """Run a student's file from top to bottom, then the visible checks of each task."""
    release, ran, notes = run_file(course, exercise_id, path)
    return CheckResult(exercise_id, tuple(checks(release, ran)), (*notes, *cell_notes.of(ran)))


def run_file(course: Course, exercise_id: str, path: Path) -> tuple[NotebookNode, "Ran", list[str]]:
    """Run a student's file from top to bottom: its release, what it left behind, and notes on it."""
    if not course.release_notebook(exercise_id).exists():
        known = ", ".join(sorted(p.parent.name for p in (course.root / "exercises").glob("*/*.ipynb"))) or "none"
        raise WrongUse(f"exercises/{exercise_id}: no such exercise. The course has: {known}")
    released, translations = read_release(course, exercise_id), read_translations(course, exercise_id)
    submission = read_submission(named_file(path), released, translations=[*translations.values()])
    banned.warm_up()  # it lasts as long as this process, which runs nothing but students' files
    runner, notes, cells = Runner(lambda *_: None), list(submission.notes), cells_to_run(submission)
    outcomes = {}
    for number, cell in enumerate(cells, 1):
        outcome = outcomes[number] = _in_time(runner, number, cell.source)
        if outcome.error and outcome.error[0] == STOPPED:
            stopped = phrase("did not end within {seconds} seconds and was stopped")
            outcome.error = (STOPPED, say(stopped, seconds=f"{SECONDS:g}"), outcome.error[2])
    return submission.release or released, Ran(cells, runner.namespace, runner.definitions, outcomes), notes


@dataclass
class Ran:
    """What the cells of the student's file left behind; of a live notebook, names and cells as they ran."""

    cells: list[Cell]
    namespace: dict[str, Any]
    definitions: list[tuple[str, int, int]]
    outcomes: dict[int, Outcome]

    @property
    def names(self) -> list[str]:
        return [name for name, value in self.namespace.items() if callable(value) and not name.startswith("_")]

    def place(self, cell: int, line: int) -> Place | None:
        return self.cells[cell - 1].place(line) if 1 <= cell <= len(self.cells) else None


@dataclass(frozen=True)
class _Released:
    """The code of the notebook as it was handed out."""

    code: str

    @property
    def names(self) -> set[str]:
        return set(missing.DEFINED.findall(self.code))


def _in_time(runner: Runner, number: int, source: str) -> Outcome:
    """Run one cell, and stop the statement that does not come to an end."""
    with clock(SECONDS):
        return runner.run(number, source, set(), definitions_only=False)


@contextmanager
def clock(seconds: float) -> Iterator[None]:
    """Interrupt the student's code inside the `with` after this time."""
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    keyboard, sys.stdin = sys.stdin, io.StringIO()  # nobody types while a file is checked, as when it is marked
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        sys.stdin = keyboard


def checks(release: NotebookNode, ran: Ran, only_task: str = "") -> Iterator[TaskCheck]:
    """The visible checks, task by task, or of one task alone."""
    given = given_code(release)
    released = _Released("\n\n".join(cell.source for cell in release.cells if cell.cell_type == "code"))
    for cell in release.cells:
        if not cell.metadata.get("nbgrader", {}).get("grade") or cell.cell_type != "code":
            continue
        task = task_of(cell.metadata.nbgrader.grade_id)
        if only_task not in ("", task):
            continue
        if callable(ran.namespace.get(task)):
            policies = tuple(cell.metadata.get("not_allowed", ()))
            yield _check_task(task, cell.source, given, policies, released, ran)
        else:
            yield TaskCheck(task, False, missing.sentence(task, released.names, ran))


def _check_task(
    task: str, source: str, given: list[str], policies: tuple[str, ...], released: _Released, ran: Ran
) -> TaskCheck:
    runner, used = Runner(lambda *_: None), list[tuple[str, int, int]]()
    runner.namespace.update(ran.namespace)
    for cell in given:  # the checks lean on its tensors, whatever the student calls by their names
        runner.run(CHECKS, cell, set(), definitions_only=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns once that a kernel is overridden, in the student's notebook
        watch = banned.Watch(policies, lambda *use: used.append(use)) if policies else None
    try:
        outcome = _in_time(runner, CHECKS, source)
    finally:
        if watch is not None:
            watch.lift()
    if used:
        what, number, line = used[0]
        place = words.in_brackets(ran.place(number, line))
        return TaskCheck(
            task, False, plain(say("uses {what}{where}, which is not allowed in this task", what=what, where=place))
        )
    if outcome.error is None:
        return TaskCheck(task, True, plain(outcome.stdout, 200))
    return TaskCheck(task, False, _told(task, outcome, released, ran))


def _told(task: str, outcome: Outcome, released: _Released, ran: Ran) -> str:
    """Why a check did not pass: its own words, or the exception and the student's line that raised it."""
    assert outcome.error is not None
    kind, text, _ = outcome.error
    place = words.in_brackets(ran.place(*outcome.raised_at))
    if kind == "NotImplementedError":
        if above := missing.stub_above(task, ran):
            return sentences.below_stub(above)
        if not text or whose_stub(text) == task:
            return say("not answered yet")
        return plain(say("not answered yet ({text})", text=text))  # it leans on another task's stub
    if kind == STOPPED:
        pattern = phrase("did not end within {seconds} seconds{where}. Is there a loop that never stops?")
        return plain(say(pattern, seconds=f"{SECONDS:g}", where=place))
    asked = advice.parameters(released.code, task)
    if kind == "AssertionError" and text and not place:
        why = advice.arguments(task, asked, "", ran) or advice.about_none(text, ran)
        return plain(sentences.because(text, why), 500)
    why = advice.cause(kind, text, ran) or advice.arguments(task, asked, text, ran) or advice.about_none(text, ran)
    said = say("{kind}{where}: {text}", kind=kind, where=place, text=text)
    return plain(sentences.because(said, why), 500)
