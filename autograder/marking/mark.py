"""Marks one submission: the keeper asks, the box answers, the verdict is made here.

Fail closed: a test passes only when every call in it returned a complete frame before its deadline, and the decoded
bytes are right. A task earns its points when all of its tests pass. Whatever happens while student code runs is her
verdict; an exception of ours is NOT_GRADED.
"""

import datetime
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder import words
from autograder.course.exercise import Exercise, Task, whose_stub
from autograder.errors import OurFault
from autograder.marking import counterexample, difference, missing, mistakes, sentences, testing
from autograder.marking.answering import Answering, Call
from autograder.marking.values import Raises, same
from autograder.plain_text import plain
from autograder.submission.source import Source
from autograder.verdict import Place, Reason, Record, TaskResult, TestResult, Verdict
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import CellOutcome, Died, NotAllowed, Raised, StudentFault, TimedOut

MOST_NOTES = 100  # on what the cells of one file did
EXPLAINED = (Reason.STUB, Reason.NEEDS_OTHER_TASK, Reason.KEEPS_STATE)  # no counterexample would say more


@dataclass
class Marker:
    """An exercise, ready to mark: its hidden tests and its known mistakes, loaded once."""

    exercise: Exercise

    @cached_property
    def tests(self) -> testing.HiddenTests:
        return testing.load_for(self.exercise)

    @cached_property
    def wrong_answers(self) -> list[mistakes.WrongAnswer]:
        return mistakes.read_all(self.exercise)

    def require_whole(self) -> None:
        """Read everything that marking needs: a broken rule is told before any student's code runs."""
        _ = self.tests, self.wrong_answers, self.exercise.probe_source

    def telling_inputs(self, task: str) -> list[mistakes.TellingInput]:
        if task not in self._telling:
            self._telling[task] = mistakes.telling_inputs(self.tests, task)
        return self._telling[task]

    @cached_property
    def _telling(self) -> dict[str, list[mistakes.TellingInput]]:
        return {}

    def mark(
        self,
        sources: Sequence[Source],
        box: Box,
        *,
        student: str = "",
        seed: bytes | None = None,
        notes: Sequence[str] = (),
        only_task: str | None = None,
    ) -> "Marked":
        """Mark the code cells of one submission in this box."""
        started = time.monotonic()
        seed = seed or secrets.token_bytes(16)
        tests = self.tests  # a broken hidden_tests.py is the author's error, told before any student code runs
        limits = self.exercise.limits
        wanted = self._wanted(only_task)
        notebook = BoxedNotebook(box, sources, self.exercise.probe_source, limits, started + limits.seconds)
        fault: StudentFault | None = None
        try:
            with notebook:
                results = []
                for left, task in zip(range(len(wanted), 0, -1), wanted, strict=True):
                    notebook.next_task(left)
                    results.append(self._task(task, notebook, tests, seed))
        except (TimedOut, Died) as unrunnable:
            fault = unrunnable
            results = [_unrunnable(task, fault) for task in wanted]
        record = Record(
            exercise=self.exercise.id,
            tasks=tuple(results),
            walls=box.walls,
            student=student,
            time=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            seed=seed.hex(),
            seconds=round(time.monotonic() - started, 3),
            notes=tuple([*notes, *map(plain, notebook.notes), *_cell_notes(notebook)]),
        )
        return Marked(record, dict(notebook.outcomes))

    def _wanted(self, only_task: str | None) -> Sequence[Task]:
        return self.exercise.tasks if only_task is None else [self.exercise.task(only_task)]

    def _task(self, task: Task, notebook: BoxedNotebook, tests: testing.HiddenTests, seed: bytes) -> TaskResult:
        if task.name not in notebook.names:
            said = missing.sentence(task.name, self.exercise, notebook)
            return TaskResult(task.name, 0.0, task.points, Verdict.MISSING, said)
        answer = Answering(notebook, task)
        results: list[TestResult] = []
        try:
            for test in tests.of(task.name):
                results.append(self._test(test, answer, seed))
                if results[-1].verdict in (Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.NOT_ALLOWED):
                    break  # the rest would end the same way, and the clock is running
            else:
                if answer.log:
                    results.append(_repeat(answer, testing.Draw(seed, task.name, "again")))
            return self._verdict(task, results, notebook, answer)
        except OurFault as fault:
            return TaskResult(task.name, 0.0, task.points, Verdict.NOT_GRADED, str(fault), tuple(results))

    def _test(self, test: testing.Test, answer: Answering, seed: bytes) -> TestResult:
        calls_before = len(answer.log)
        try:
            test.run(answer, testing.Draw(seed, test.task, test.name))
        except testing.Unmet as unmet:
            return TestResult(test.says, Verdict.FAILED, plain(str(unmet)))
        except StudentFault as fault:
            return _ended(test.says, fault, answer)
        except OurFault:
            raise
        except Exception:
            message = self._blame(answer.log[calls_before:], test.task)
            if message:
                return TestResult(test.says, Verdict.FAILED, plain(message))
            with self.tests.authors(test.name):
                raise
        return TestResult(test.says, Verdict.PASSED)

    def _blame(self, calls: Sequence[Call], task: str) -> str:
        """The first of these calls that gave a wrong value, in a sentence."""
        if task not in self.tests.oracles:
            return ""
        names = self.exercise.task(task).arguments
        for call in calls:
            if call.name != task:
                continue
            arguments = dict(zip(names, call.arguments, strict=False)) | call.options
            said = difference.sentence(call.value, self.tests.expected(task, arguments))
            if said:
                return said
        return ""

    def _verdict(self, task: Task, results: list[TestResult], notebook: BoxedNotebook, answer: Answering) -> TaskResult:
        wrong = [result for result in results if result.verdict is not Verdict.PASSED]
        if not wrong:
            return TaskResult(task.name, task.points, task.points, Verdict.PASSED, "", tuple(results))
        not_allowed = [result for result in wrong if result.verdict is Verdict.NOT_ALLOWED]
        worst = (not_allowed or wrong)[0]
        message, reason, example, mistake = worst.message, worst.reason, None, None
        if worst.verdict is Verdict.FAILED and missing.is_empty(task.name, notebook):
            message, reason = sentences.EMPTY, Reason.EMPTY
        elif reason in EXPLAINED:
            pass
        elif worst.verdict in (Verdict.FAILED, Verdict.CRASHED):
            found = counterexample.search(self.tests, task.name, answer, notebook.deadline)
            if found and self._right_when_asked_first(found, results, answer):
                message, reason = sentences.KEEPS_STATE, Reason.KEEPS_STATE
            else:
                mistake = self._shown_by_tests(task.name, wrong) or mistakes.name_mistake(
                    self.exercise, self.tests, self.wrong_answers, self.telling_inputs(task.name), task.name, answer
                )
                if found is not None:
                    example = counterexample.to_record(found)
                    if worst.verdict is Verdict.FAILED or isinstance(found[1], Raises):
                        message = plain(difference.sentence(found[2], found[1])) or message
        twice = sentences.defined_twice(task.name, _places_of_definitions(task.name, notebook))
        if twice and not message.endswith((".", "?")):
            message += "."
        message = " ".join(filter(None, [message, twice]))
        return TaskResult(
            task.name,
            0.0,
            task.points,
            worst.verdict,
            message,
            tuple(results),
            mistake.mistake if mistake else None,
            example,
            reason,
        )

    def _right_when_asked_first(
        self, found: counterexample.Found, results: Sequence[TestResult], answer: Answering
    ) -> bool:
        """Whether the answer began well, and is right here too in a process that was asked nothing before."""
        task = answer.task.name
        first = [call for call in answer.log[:1] if call.name == task]
        began_well = results[0].verdict is Verdict.PASSED or (first and not self._blame(first, task))
        return bool(began_well) and not counterexample.stands_afresh(self.tests, task, answer, found)

    def _shown_by_tests(self, task: str, wrong: Sequence[TestResult]) -> mistakes.WrongAnswer | None:
        """The mistake that all failing tests declare to show, where only the way to a right value is wrong."""
        shows = {test.says: test.shows for test in self.tests.of(task)}
        names = {shows.get(result.name) for result in wrong if result.verdict is Verdict.FAILED}
        only = names.pop() if len(names) == 1 and all(r.verdict is Verdict.FAILED for r in wrong) else None
        return next((known for known in self.wrong_answers if known.id == only), None)


@dataclass(frozen=True)
class Marked:
    """A record, and what the cells showed (for the autograded notebook; scores nothing)."""

    record: Record
    outcomes: dict[int, CellOutcome]  # by number of the code cell, from 1


def _repeat(answer: Answering, draw: testing.Draw) -> TestResult:
    """Ask again what was asked before, in another order: an answer may not depend on what came between."""
    calls = [call for call in answer.log if call.name]
    for call in draw.random.sample(calls, min(3, len(calls))):
        try:
            value, _ = answer.make(call.name, call.arguments, call.options)
        except testing.Unmet as unmet:
            return TestResult(sentences.REPEATED, Verdict.FAILED, plain(str(unmet)))
        except StudentFault as fault:
            return _ended(sentences.REPEATED, fault, answer)
        if not same(value, call.value):
            return TestResult(sentences.REPEATED, Verdict.FAILED, sentences.KEEPS_STATE, Reason.KEEPS_STATE)
    return TestResult(sentences.REPEATED, Verdict.PASSED)


def _ended(test: str, fault: StudentFault, answer: Answering) -> TestResult:
    """The result of a test in which a call gave no value."""
    if isinstance(fault, NotAllowed):
        place = answer.notebook.place(fault.cell, fault.line)
        return TestResult(test, Verdict.NOT_ALLOWED, sentences.not_allowed(fault.what, place, answer.task))
    if isinstance(fault, TimedOut):
        return TestResult(test, Verdict.TIMED_OUT, sentences.TIMED_OUT)
    if not isinstance(fault, Raised):
        return TestResult(test, Verdict.CRASHED, sentences.DIED)
    if fault.out_of_memory:
        return TestResult(test, Verdict.OUT_OF_MEMORY, sentences.OUT_OF_MEMORY)
    if fault.kind == "NotImplementedError":  # torch raises it too, in other words
        stub = whose_stub(fault.text)
        if not fault.text or stub == answer.task.name:
            return TestResult(test, Verdict.CRASHED, sentences.STUB, Reason.STUB)
        if stub:
            return TestResult(test, Verdict.CRASHED, sentences.needs_other_task(stub), Reason.NEEDS_OTHER_TASK)
    place = answer.notebook.place(fault.cell, fault.line)
    return TestResult(test, Verdict.CRASHED, sentences.raised(fault.kind, fault.text, place))


def _unrunnable(task: Task, fault: StudentFault) -> TaskResult:
    verdict = Verdict.TIMED_OUT if isinstance(fault, TimedOut) else Verdict.CRASHED
    return TaskResult(task.name, 0.0, task.points, verdict, sentences.not_runnable(verdict))


def _places_of_definitions(name: str, notebook: BoxedNotebook) -> list[Place | None]:
    return [notebook.place(cell, line) for defined, cell, line in notebook.definitions if defined == name]


def _cell_notes(notebook: BoxedNotebook) -> list[str]:
    said = []
    for number, outcome in sorted(notebook.outcomes.items()):
        if outcome.error and outcome.error[0] != "NotImplementedError":
            kind, text, line = outcome.error
            said.append(plain(f"{words.place(notebook.place(number, line))}: {kind}: {text}", 300))
        said += [plain(f"{words.place(notebook.place(number, 1))}: {note}") for note in outcome.notes]
    more = len(said) - MOST_NOTES
    return said if more <= 0 else [*said[:MOST_NOTES], f"{more} more notes like these."]
