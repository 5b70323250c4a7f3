"""Marks one submission: the keeper asks, the box answers, the verdict is made here.

Fail closed: a test passes only when every call in it returned a complete frame before its deadline, and the decoded
bytes are right. A task earns its points when all of its tests pass, or by tests (`credit`). Whatever happens while
student code runs is the student's verdict; an exception of ours is NOT_GRADED.
"""

import datetime
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from autograder.course import packages, right_answers
from autograder.course.exercise import Exercise, Limits, Task
from autograder.errors import AutograderError, OurFault
from autograder.language import in_a_row, phrase, say
from autograder.marking import (
    advice,
    cell_notes,
    counterexample,
    credit,
    missing,
    mistakes,
    naming,
    placing,
    sentences,
    testing,
    tolerance,
    trial,
)
from autograder.marking.answering import Answering
from autograder.marking.values import Raises
from autograder.plain_text import plain
from autograder.submission.cell import Cell
from autograder.verdict import (
    Counterexample,
    Mistake,
    Place,
    Reason,
    Record,
    TaskResult,
    TestResult,
    Verdict,
    WrongLine,
)
from autograder.wall.box import Box
from autograder.wall.boxed import BoxedNotebook
from autograder.wall.claims import CellOutcome, Died, StudentFault, TimedOut

EXPLAINED = (Reason.STUB, Reason.NEEDS_OTHER_TASK, Reason.KEEPS_STATE)  # no counterexample would say more


@dataclass
class Marker:
    """An exercise, ready to mark: its hidden tests and its known mistakes, loaded once."""

    exercise: Exercise
    patience: float = 1.0  # how many times as long as a student's submission this may take, calls and search alike

    @cached_property
    def tests(self) -> testing.HiddenTests:
        return testing.load_for(self.exercise)

    @cached_property
    def wrong_answers(self) -> list[mistakes.WrongAnswer]:
        return mistakes.read_all(self.exercise)

    @cached_property
    def _right_functions(self) -> list[tuple[str, str]]:
        """The functions and classes of all right answers, by name; read when the first answer fails."""
        return list(right_answers.functions(self.exercise))

    def require_whole(self) -> None:
        """Read everything that marking needs: a broken rule is reported before any student's code runs."""
        packages.require(self.exercise)
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
        cells: Sequence[Cell],
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
        notebook = BoxedNotebook(box, cells, self.exercise.probe_source, self._limits())
        unexplained: list[str] = []
        results = self._results(notebook, [(task, seed) for task in self._wanted(only_task)], unexplained)
        record = Record(
            exercise=self.exercise.id,
            tasks=tuple(results),
            walls=box.walls,
            student=student,
            time=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            seed=seed.hex(),
            seconds=max(0.0, round(notebook.clock.look() - started, 3)),
            notes=tuple([*notes, *map(plain, notebook.notes), *cell_notes.of(notebook), *unexplained]),
        )
        return Marked(record, dict(notebook.outcomes))

    def draw_again(
        self, cells: Sequence[Cell], box: Box, tasks: Sequence[str], seeds: Sequence[bytes]
    ) -> list[TaskResult]:
        """What each task earns with each of these seeds. Nothing is explained, and a task ends with its first failing
        test where tests earn no points of their own.

        One process answers all: forking one for each seed would cost more than what is asked of it.
        """
        notebook = BoxedNotebook(box, cells, self.exercise.probe_source, self._limits())
        return self._results(notebook, [(self.exercise.task(name), seed) for name in tasks for seed in seeds], None)

    def _results(
        self, notebook: BoxedNotebook, draws: Sequence[tuple[Task, bytes]], notes: list[str] | None
    ) -> list[TaskResult]:
        """The result of each task with its seed, in this order; without `notes` nothing is explained."""
        _ = self.tests  # a broken hidden_tests.py is the author's error, reported before any student code runs
        for task, _ in draws:
            self._learn_what_its_stub_passes(task, notebook.box, notebook.limits)
        results = []
        try:
            with notebook:
                for left, (task, seed) in zip(range(len(draws), 0, -1), draws, strict=True):
                    notebook.next_task(left)
                    results.append(self._task(task, notebook, seed, notes))
                return results
        except (TimedOut, Died) as fault:
            return [_unrunnable(task, fault) for task, _ in draws]

    @cached_property
    def _free(self) -> dict[str, set[int]]:
        """By task, the numbers of the tests that its stub passes."""
        return {}

    def _learn_what_its_stub_passes(self, task: Task, box: Box, limits: Limits) -> None:
        if task.by_tests and task.name not in self._free:
            self._free[task.name] = credit.passed_by_stub(self.exercise, task, self.tests, box, limits)

    def _limits(self) -> Limits:
        limits = self.exercise.limits
        return replace(limits, seconds=limits.seconds * self.patience, call_seconds=limits.call_seconds * self.patience)

    def _wanted(self, only_task: str | None) -> Sequence[Task]:
        return self.exercise.tasks if only_task is None else [self.exercise.task(only_task)]

    def _task(self, task: Task, notebook: BoxedNotebook, seed: bytes, notes: list[str] | None) -> TaskResult:
        if task.name not in notebook.names:
            if missing.is_stub_of_a_class(task.name, notebook):
                open_ = self._explain_stub(task, Explanation(Verdict.CRASHED, sentences.STUB, Reason.STUB), notebook)
                return TaskResult(task.name, 0.0, task.points, open_.verdict, open_.message, reason=open_.reason)
            said = missing.sentence(task.name, missing.given_names(self.exercise), notebook)
            return TaskResult(task.name, 0.0, task.points, Verdict.MISSING, said)
        with tolerance.within(tolerance.of_task(task)):
            return self._marked(task, notebook, seed, notes)

    def _marked(self, task: Task, notebook: BoxedNotebook, seed: bytes, notes: list[str] | None) -> TaskResult:
        answer, tests = Answering(notebook, task), self.tests
        results: list[TestResult] = []
        try:
            for test in tests.of(task.name):
                results.append(trial.run(test, answer, seed, tests, self.exercise))
                if results[-1].verdict in (Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.NOT_ALLOWED):
                    break  # the rest would end the same way, and the clock is running
                if notes is None and not task.by_tests and results[-1].verdict is not Verdict.PASSED:
                    break  # it decides what the task earns
            else:
                if any(call.can_be_repeated for call in answer.log):
                    results.append(trial.repeat(answer, testing.Draw(seed, task.name, "again")))
            return self._verdict(task, results, notebook, answer, seed, notes)
        except OurFault as fault:
            problem = str(fault)
        except (AutograderError, StudentFault):
            raise
        except Exception as error:  # a bug of ours costs this task's mark, not the other tasks'
            problem = plain(f"{type(error).__name__}: {error}")
        return TaskResult(task.name, 0.0, task.points, Verdict.NOT_GRADED, problem, tuple(results))

    def _verdict(
        self,
        task: Task,
        results: list[TestResult],
        notebook: BoxedNotebook,
        answer: Answering,
        seed: bytes,
        notes: list[str] | None,
    ) -> TaskResult:
        by_tests, tests = task.by_tests, self.tests.of(task.name)
        if by_tests:
            results = credit.with_worth(task, tests, results, self._free[task.name])
        wrong = [result for result in results if result.verdict is not Verdict.PASSED]
        if not wrong:
            return TaskResult(task.name, task.points, task.points, Verdict.PASSED, "", tuple(results))
        worst = next((result for result in wrong if result.verdict is Verdict.NOT_ALLOWED), wrong[0])
        if notes is None:
            said = Explanation(worst.verdict, worst.message, worst.reason)
            score = credit.earned(task, tests, results, said.reason) if by_tests else 0.0
            return TaskResult(task.name, score, task.points, said.verdict, said.message, tuple(results))
        try:
            said = self._explain(task, results, worst, notebook, answer, seed, notes)
        except AutograderError:
            raise
        except Exception as error:  # an odd value may have no words; the verdict on it stays
            said = Explanation(worst.verdict, worst.message, worst.reason)
            lost = phrase("{task}: no more words were found for this value ({error}).")
            notes.append(say(lost, task=task.name, error=type(error).__name__))
        message, twice = said.message, sentences.defined_twice(task.name, _places_of_definitions(task.name, notebook))
        if twice and not message.endswith((".", "?")):
            message = say("{said}.", said=message)
        return TaskResult(
            task.name,
            credit.earned(task, tests, results, said.reason) if by_tests else 0.0,
            task.points,
            said.verdict,
            in_a_row(message, twice),
            tuple(results),
            said.mistake,
            said.example,
            said.reason,
            said.place,
            said.also,
        )

    def _explain(
        self,
        task: Task,
        results: Sequence[TestResult],
        worst: TestResult,
        notebook: BoxedNotebook,
        answer: Answering,
        seed: bytes,
        notes: list[str],
    ) -> "Explanation":
        """The sentence for the student, the smallest counterexample and the known mistake, where there are any."""
        said = Explanation(worst.verdict, worst.message, worst.reason)
        if worst.verdict is Verdict.FAILED and missing.is_empty(task.name, notebook):
            return Explanation(worst.verdict, sentences.EMPTY, Reason.EMPTY)
        if worst.reason is Reason.STUB:
            return self._explain_stub(task, said, notebook)
        if worst.reason in EXPLAINED or worst.verdict not in (Verdict.FAILED, Verdict.CRASHED):
            return said
        why = ""
        seconds = counterexample.SECONDS * self.patience
        found = counterexample.search(self.tests, task.name, answer, seconds)
        if found and self._right_when_asked_first(found, results, answer):
            return Explanation(worst.verdict, sentences.KEEPS_STATE, Reason.KEEPS_STATE)
        wrong = [result for result in results if result.verdict is not Verdict.PASSED]
        behaviours = mistakes.Behaviours(self.tests, task.name, self.telling_inputs(task.name), answer)
        known = self._shown_by_tests(task.name, wrong)
        if known is None:
            named = naming.find(self.exercise, self.tests, task, self.wrong_answers, behaviours, found)
            known, said.also, found = named.belief, named.also, named.shown
        if found is not None:
            said.example = counterexample.to_record(found)
            said.verdict, said.message = counterexample.in_words(found, task.axes, said.message)
            error = found[2] if isinstance(found[2], Raises) else None
            if error and error.kind == "NotImplementedError" and (above := missing.stub_above(task.name, notebook)):
                return Explanation(said.verdict, sentences.below_stub(above), None)
            why = advice.cause_or_arguments(task.name, task.arguments, error, notebook)
            said.message = sentences.because(said.message, why or advice.none_or_unused(task.name, error, notebook))
        if known is not None:
            said.mistake = known.held_with(said.example, task.axes)
        if self.exercise.shows_place and not why:  # otherwise the reason is said already, and is not in that line
            said.place = self._place(found, answer, seed, notes)
        return said

    def _explain_stub(self, task: Task, said: "Explanation", notebook: BoxedNotebook) -> "Explanation":
        """A stub that is still there: the answer may be below it, or have another name."""
        above = missing.stub_above(task.name, notebook)
        if above is not None:
            return Explanation(said.verdict, sentences.below_stub(above), None)
        meant, place = missing.other_name(task.name, missing.given_names(self.exercise), notebook)
        said.message = sentences.stub_beside(meant, place) if meant else said.message
        return said

    def _place(
        self, found: counterexample.Found | None, answer: Answering, seed: bytes, notes: list[str]
    ) -> WrongLine | None:
        """The line at fault, where one is proven; whatever goes wrong on the way costs this line alone."""
        known = [(given.arguments, given.expected) for given in self.telling_inputs(answer.task.name)]
        try:
            return placing.find(self.exercise, self.tests, answer, found, known, self._right_functions, seed)
        except Exception as error:
            why = plain(f"{type(error).__name__}: {error}", 200)
            lost = phrase("{task}: the line at fault could not be looked for ({error}).")
            notes.append(say(lost, task=answer.task.name, error=why))
            return None

    def _right_when_asked_first(
        self, found: counterexample.Found, results: Sequence[TestResult], answer: Answering
    ) -> bool:
        """Whether the answer began well, and is right here too in a process that was asked nothing before."""
        task = answer.task.name
        first = [call for call in answer.log[:1] if call.name == task]
        began_well = results[0].verdict is Verdict.PASSED or (first and not trial.blame(first, self.tests, answer.task))
        return bool(began_well) and not counterexample.stands_afresh(self.tests, task, answer, found)

    def _shown_by_tests(self, task: str, wrong: Sequence[TestResult]) -> mistakes.WrongAnswer | None:
        """The mistake that all failing tests declare to show, where only the way to a right value is wrong."""
        shows = {test.says: test.shows for test in self.tests.of(task)}
        names = {shows.get(result.name) for result in wrong if result.verdict is Verdict.FAILED}
        only = names.pop() if len(names) == 1 and all(r.verdict is Verdict.FAILED for r in wrong) else None
        return next((known for known in self.wrong_answers if known.id == only), None)


@dataclass
class Explanation:
    """What the student reads about a task that did not pass."""

    verdict: Verdict
    message: str
    reason: Reason | None
    mistake: Mistake | None = None
    example: Counterexample | None = None
    also: tuple[str, ...] = ()
    place: WrongLine | None = None


@dataclass(frozen=True)
class Marked:
    """A record, and what the cells showed (for the autograded notebook; scores nothing)."""

    record: Record
    outcomes: dict[int, CellOutcome]  # by number of the code cell, from 1


def _unrunnable(task: Task, fault: StudentFault) -> TaskResult:
    verdict = Verdict.TIMED_OUT if isinstance(fault, TimedOut) else Verdict.CRASHED
    return TaskResult(task.name, 0.0, task.points, verdict, sentences.not_runnable(verdict))


def _places_of_definitions(name: str, notebook: BoxedNotebook) -> list[Place | None]:
    return [notebook.place(cell, line) for defined, cell, line in notebook.definitions if defined == name]
