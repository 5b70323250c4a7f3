"""The public examples of a task, asked of a student's functions in this process: on the student's machine, no wall.

What a call may do to this process is the business of whoever started it (`classroom50`).
"""

import contextlib
from typing import Any, cast

from autograder import check, terminal, wire
from autograder.crossing import iterators, plots
from autograder.inside import cells, convert, objects
from autograder.language import in_a_row, say
from autograder.marking import advice, counterexample, missing, sentences, tolerance, trial
from autograder.marking.answering import Answering
from autograder.marking.public_examples import PublicExamples, PublicTask
from autograder.marking.values import Raises
from autograder.verdict import Place, TaskResult
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import Answer, Raised, StudentFault, TimedOut

SECONDS = 60.0  # for all examples of a task


def ask(public: PublicTask, ran: check.Ran) -> tuple[bool, str]:
    """Whether the answer is right on all examples; otherwise the smallest on which it is not, as `mark` shows it."""
    here, task = Here(ran, public.call_seconds), public.task
    answer, tests = Answering(cast(BoxedNotebook, here), task), PublicExamples(public)
    with tolerance.within(tolerance.of_task(task)):
        found = counterexample.search(tests, task.name, answer, SECONDS)
        if found is not None:
            return False, _shown(public, found, answer, ran)
    if here.fault is not None:
        return False, trial.ended("", here.fault, answer).message
    if here.clock.past(here.deadline):
        return False, say("The smallest inputs take longer than {seconds} seconds.", seconds=f"{SECONDS:g}")
    right = say("Right on the {n} smallest inputs.", n=len(tests.examples))
    return True, in_a_row(right, say("The hidden tests look at more inputs."))


def _shown(public: PublicTask, found: counterexample.Found, answer: Answering, ran: check.Ran) -> str:
    """The sentence and the grids that `autograder mark` prints."""
    task, error = public.task, found[2] if isinstance(found[2], Raises) else None
    if error and error.kind == "NotImplementedError":
        if above := missing.stub_above(task.name, ran):
            return sentences.below_stub(above)
        ended = trial.ended("", Raised(error.kind, error.bases, error.text, 0, 0), answer)
        if ended.reason is not None:
            return ended.message
    if missing.is_empty(task.name, ran):
        return say(sentences.EMPTY)
    verdict, said = counterexample.in_words(found, task.axes)
    why = advice.cause_or_arguments(task.name, task.arguments, error, ran)
    said = sentences.because(said, why or advice.none_or_unused(task.name, error, ran))
    return terminal.why(TaskResult(task.name, 0, 1, verdict, said, counterexample=counterexample.to_record(found)))


class Here:
    """The student's notebook in this process, as `Answering` asks it; a clock stops each call."""

    def __init__(self, ran: check.Ran, call_seconds: float):
        self._ran, self._call_seconds = ran, call_seconds
        self._objects = objects.Objects(ran.namespace)
        self._arguments = convert.Arguments(ran.namespace, self._objects.of)
        self.clock = wire.Clock()
        self.deadline = self.clock.now() + SECONDS
        self.fault: StudentFault | None = None  # the last call that gave no value and raised nothing

    def call(self, name: str, arguments: tuple, options: dict[str, Any], *_: Any) -> Answer:
        """Call a function of the notebook; raises a StudentFault when no value came back."""
        values = self._arguments(arguments)
        keywords = {key: self._arguments(value) for key, value in options.items()}
        given = (*values, *keywords.values())
        before = [_bytes(value) for value in given]
        function = self._objects.function(name) if name.startswith("@") else self._ran.namespace[name]
        out = cells.CappedText()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), check.clock(self._call_seconds):
                plots.put_away()
                claim = convert.to_wire(iterators.taken(plots.drawn(function(*values, **keywords))))
        except KeyboardInterrupt:
            self.fault = TimedOut()
            raise self.fault from None
        except BaseException as error:
            kind, text, line = cells.describe_error(error)
            bases = [base.__name__ for base in type(error).__mro__]
            raise Raised(kind, bases, text, cells.innermost_cell(error), line) from None
        changed = () if name.startswith("@") else tuple(n for n, old in enumerate(before) if old != _bytes(given[n]))
        return Answer(claim, changed)

    def place(self, cell: int, line: int) -> Place | None:
        """A line of the student's file."""
        return self._ran.place(cell, line)

    def line(self, cell: int, line: int) -> str:
        """What is written there."""
        return self._ran.cells[cell - 1].line(line) if 1 <= cell <= len(self._ran.cells) else ""


def _bytes(value: Any) -> bytes:
    """What an argument holds, to compare it after the call."""
    try:
        return wire.encode(convert.to_wire(value))
    except wire.WireError:
        return b""
