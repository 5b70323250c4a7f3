"""Do the hidden tests notice? Makes every likely slip in every right answer, and looks for one that passes.

A slip that passes all tests is compared with the right answer on every input that the exercise lists. If one shows a
difference, the tests have a hole; if none does, the slip is counted as equal: what it changes decides nothing. An input
may ask for more than the page does; then the author writes `# any edit: why it is right` behind the line.
Right answers are the author's code, so they run here, without the box.
"""

import ast
import contextlib
import re
import signal
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course.exercise import Exercise, Task
from autograder.crossing import iterators
from autograder.edits import catalogue
from autograder.errors import OurFault
from autograder.inside import convert, operations
from autograder.marking import mistakes, testing, tolerance
from autograder.marking.answering import ChangedArgument, Work
from autograder.marking.solution import InThisProcess
from autograder.marking.values import Raises, from_wire, same, to_wire
from autograder.torch_if_there import torch
from autograder.wall.claims import Answer, Raised
from autograder.wire import Other

SECONDS = 2.0  # of processor time for one test of one slip; a loop without an end is caught, too
SEED = b"slips"
EQUAL = "no input of the exercise shows a difference"


@dataclass
class Report:
    """What became of the slips in one right answer."""

    answer: str
    made: int = 0
    caught: int = 0
    equal: list[str] = field(default_factory=list)  # line, edit, reason
    survivors: list[str] = field(default_factory=list)  # line, edit, the input that shows it
    by_edit: Counter[str] = field(default_factory=Counter)


def try_all(exercise: Exercise, name: str, source: str) -> Report:
    """Every likely slip in every function of this right answer; `name` is that of the answer."""
    with contextlib.redirect_stdout(None), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # thousands of them, of code that is wrong on purpose
        return _try_all(exercise, name, source)


def _try_all(exercise: Exercise, name: str, source: str) -> Report:
    torch.set_num_threads(1)
    tests, report = testing.load_for(exercise), Report(name)
    inputs = {task.name: mistakes.telling_inputs(tests, task.name) for task in exercise.tasks}
    orders = {task.name: tests.of(task.name) for task in exercise.tasks}
    tree = ast.parse(source, name)
    unedited = mistakes.namespace(tree, name, exercise)  # not in so many seconds: it imports what the others find
    if any(
        _is_caught(task, orders[task.name], unedited) for task in exercise.tasks if task.name in unedited
    ):  # then every slip would look as if it were caught
        report.survivors.append(f"{name}: without any edit it fails in this process, so nothing was tried")
        return report
    for definition in tree.body:
        if not isinstance(definition, ast.FunctionDef | ast.ClassDef):
            continue
        tasks = [task for task in exercise.tasks if task.name in _reaching(tree, definition.name)]
        for edit in catalogue.slips(definition) if tasks else ():
            report.made += 1
            report.by_edit[edit.name] += 1
            with edit.applied():
                namespace = _run(tree, name, exercise)
            if namespace is None or any(_is_caught(task, orders[task.name], namespace) for task in tasks):
                report.caught += 1
                continue
            where = f"{name}, line {edit.line}: {edit.name}"
            shown = next((said for task in tasks for said in _differs(task, tests, inputs[task.name], namespace)), "")
            reason = "" if not shown else _declared_equal(source, edit.line)
            if shown and not reason:
                report.survivors.append(f"{where}; {shown}")
            else:
                report.equal.append(f"{where}; {reason or EQUAL}")
    return report


def _declared_equal(source: str, line: int) -> str:
    """Why the author does not mind: `# any edit: …` at the end of the line; "" where nothing is said."""
    found = re.search(r"# any edit: (.+)", source.split("\n")[line - 1])
    return found[1] if found else ""


def _run(tree: ast.Module, name: str, exercise: Exercise) -> dict[str, Any] | None:
    """What the edited file defines; None where it does not run."""
    try:
        with _in_time():
            return mistakes.namespace(tree, name, exercise)
    except (OurFault, _TooSlowError):
        return None


def _reaching(tree: ast.Module, name: str) -> set[str]:
    """The functions of the file that this one takes part in: itself, those that name it, those that name them."""
    uses = {
        node.name: {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    found, before = {name}, set[str]()
    while found != before:
        before = set(found)
        found |= {other for other, used in uses.items() if used & found}
    return found


def _is_caught(task: Task, tests: list[testing.Test], namespace: dict[str, Any]) -> bool:
    """Whether a hidden test fails; that test comes first the next time."""
    for place, test in enumerate(tests):
        answer = _answer(namespace, task)
        try:
            with _in_time(), tolerance.within(tolerance.of_task(task)):
                test.run(answer, testing.Draw(SEED, task.name, test.name))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            tests.insert(0, tests.pop(place))
            return True
    return False


def _differs(
    task: Task, tests: testing.HiddenTests, inputs: Sequence[mistakes.TellingInput], namespace: dict[str, Any]
) -> Iterator[str]:
    for given in inputs:
        try:
            with _in_time():
                got = tests.ask(task.name, _answer(namespace, task), given.arguments)
        except Raised as raised:
            if isinstance(given.expected, Raises) and given.expected.kind in raised.bases:
                continue
            got = raised
        with tolerance.within(tolerance.of_task(task)):
            right = same(got, given.expected)
        if not right:
            yield f"{task.name} is wrong on {given.arguments}"


class _TooSlowError(BaseException):
    pass


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _answer(namespace: dict[str, Any], task: Task) -> InThisProcess:
    """`answer` for hidden tests over these functions; values cross as they cross the wall."""
    return InThisProcess(namespace, namespace["__probe__"], lambda function: _Function(function, task))


class _Function:
    def __init__(self, function: Callable[..., Any], task: Task):
        self._function, self._task = function, task

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._call(arguments, options, False)[0]

    def operations(self, *arguments: Any, **options: Any) -> tuple[Any, Work]:
        return self._call(arguments, options, True)

    def _call(self, arguments: tuple, options: dict[str, Any], count: bool) -> tuple[Any, Work]:
        given = [convert.to_python(to_wire(argument)) for argument in arguments]
        named = {key: convert.to_python(to_wire(value)) for key, value in options.items()}
        try:
            with operations.counted(count) as work:
                made = iterators.taken(self._function(*given, **named))
                claim = convert.to_wire(made)
        except Exception as error:
            bases = [base.__name__ for base in type(error).__mro__]
            raise Raised(type(error).__name__, bases, str(error)[:200], 0, 0) from None
        for name, before, after in zip(self._task.arguments, arguments, given, strict=False):
            if not same(after, before):
                raise ChangedArgument(name)
        value = made if isinstance(claim, Other) else from_wire(claim)
        return value, Work(Answer(claim, (), work=work.amount, what=work.what))


def write(reports: Sequence[Report], path: Path) -> None:
    """What was made of the slips, for the author: the equal ones with their reasons, the survivors, the edits used."""
    lines = ["# Small edits of right answers\n"]
    edits: Counter[str] = Counter()
    for report in reports:
        edits += report.by_edit
        lines += [f"\n## {report.answer}: {report.caught} of {report.made} caught\n"]
        lines += [f"- passes, and should not: {said}" for said in report.survivors]
        lines += [f"- equal: {said}" for said in report.equal]
    lines += ["\n## Which edits were made\n", *(f"- {name}: {count}" for name, count in edits.most_common())]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
