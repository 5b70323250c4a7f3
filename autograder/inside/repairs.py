"""Tries small edits of a student's function: builds each candidate, runs it, and hands out what it gave.

Nothing here knows a right answer. What a candidate gives is a claim like any other; the keeper compares.
"""

import ast
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from autograder.edits import catalogue
from autograder.edits.arguments import renamed_arguments
from autograder.edits.edit import Edit
from autograder.edits.lines import Definition, Functions
from autograder.edits.splice import Splices
from autograder.inside.cells import Runner

MOST_HELPERS = 6  # of the student's own functions that the task's function calls
MOST_EDITS = 6_000  # of one function and its helpers
LONGEST_CALL = 0.25  # processor seconds; a candidate that loops is given up
LONGEST_WAIT = 1.0  # seconds; a candidate that sleeps is given up, too
BUSY = 6  # times as long as on a quiet machine
Call = Callable[[], Any]  # calls the function under test, gives a claim
# number of the candidate, cell, its lines that change, whether something is missing behind the first, what calls gave
Tried = tuple[int, int, list[int], bool, list[Any]]
Candidate = tuple[int, Definition, Edit]  # cell, definition, what is changed in it


class TooSlowError(BaseException):
    """A candidate did not come back in time; no `except Exception` of its own may hold it."""


class Repairs:
    """The candidates for one task: edits of its function first, then of the helpers that it calls."""

    __slots__ = ("_edits", "_made", "_right", "_runner", "_second", "_task")

    def __init__(self, runner: Runner, task: str, right: Sequence[tuple[str, str]]):
        """`right` are functions of right answers, by name: lines of them may be put in."""
        self._runner, self._task = runner, task
        self._right = right
        self._made: list[Candidate] = []
        self._edits = self._first_order()
        self._second: tuple[int, list[Candidate]] = (-1, [])

    def attempt(
        self, base: int, first: int, seconds: float, most: int, calls: Sequence[Call]
    ) -> tuple[bool, list[Tried]]:
        """Try candidates from number `first` on until the time is over; whether there are more, and what they gave.

        `base` is -1 for single edits; otherwise the number of the edit that stays while a second one is tried: any in
        its line, the same kind of edit in other lines (what is wrong for the height is wrong for the width, too),
        then the rest. `seconds` are the processor's.
        """
        ends, at_last = time.process_time() + seconds, time.monotonic() + BUSY * seconds
        tried = list[Tried]()
        before = sys.stdout, sys.stderr
        handlers = [signal.signal(which, _too_slow) for which in (signal.SIGALRM, signal.SIGPROF)]
        try:
            for number in range(first, first + most):
                if time.process_time() > ends or time.monotonic() > at_last:
                    return True, tried
                found = self._candidate(base, number)
                if found is None:
                    return False, tried
                with self._built(base, found) as works:
                    if works:
                        cell, _, edit = found
                        gave = [_limited(call) for call in calls]
                        tried.append((number, cell, [edit.line, *edit.also], edit.is_missing, gave))
            return True, tried
        finally:
            sys.stdout, sys.stderr = before
            for which, handler in zip((signal.SIGALRM, signal.SIGPROF), handlers, strict=True):
                signal.signal(which, handler)

    def adopt(self, base: int, number: int) -> bool:
        """Put a candidate in the place of the function, for good."""
        found = self._candidate(base, number)
        if found is None:
            return False
        self._define([self._made[base]] * (base >= 0) + [found])
        return True

    def _candidate(self, base: int, number: int) -> Candidate | None:
        made = self._made if base < 0 else self._beside(base)
        while base < 0 and len(made) <= number:
            edit = next(self._edits, None)
            if edit is None or len(made) > MOST_EDITS:
                return None
            made.append(edit)
        return made[number] if number < len(made) else None

    def _beside(self, base: int) -> list[Candidate]:
        if self._second[0] != base:
            first = self._candidate(-1, base)
            assert first is not None
            _, changed, edit = first
            found = list[Candidate]()
            with edit.applied():
                for cell, tree in self._definitions():
                    second = list(catalogue.repairs(tree))
                    second += catalogue.additions(tree) if tree is changed else ()
                    found += [(cell, tree, other) for other in second]
            found.sort(key=lambda other: _distance(other, first))
            self._second = (base, found[:MOST_EDITS])
        return self._second[1]

    @contextmanager
    def _built(self, base: int, found: Candidate) -> Iterator[bool]:
        """Inside the `with` the notebook has the edited definitions; False where Python refuses one."""
        edited = [self._made[base]] * (base >= 0) + [found]
        namespace = self._runner.namespace
        before = {tree.name: namespace.get(tree.name) for _, tree, _ in edited}
        try:
            self._define(edited)
            works = True
        except Exception:
            works = False
        try:
            yield works
        finally:
            namespace.update(before)

    def _define(self, edited: Sequence[Candidate]) -> None:
        """Make these edits, define what they change, and put the trees back."""
        with ExitStack() as applied:
            for _, _, edit in edited:
                applied.enter_context(edit.applied())
            for cell, tree in {id(tree): (cell, tree) for cell, tree, _ in edited}.values():
                self._runner.define(cell, tree)

    def _first_order(self) -> Iterator[Candidate]:
        definitions = self._definitions()
        yield from ((cell, tree, edit) for cell, tree in definitions[:1] for edit in self._renamed(tree))
        spliced = [(cell, tree, self._splices(tree)) for cell, tree in definitions]
        for make in (Splices.alone, Splices.near):
            yield from ((cell, tree, edit) for cell, tree, splices in spliced for edit in make(splices))
        yield from ((cell, tree, edit) for cell, tree in definitions for edit in catalogue.repairs(tree))
        yield from ((cell, tree, edit) for cell, tree, splices in spliced for edit in splices.others())
        yield from ((cell, tree, edit) for cell, tree in definitions for edit in catalogue.additions(tree))

    def _renamed(self, tree: Definition) -> Iterator[Edit]:
        right = next((source for name, source in self._right if name == tree.name), None)
        yield from renamed_arguments(tree, ast.parse(right).body[0]) if right is not None else ()

    def _splices(self, tree: Definition) -> Splices:
        """From what right answers have under this name; for a helper of the student's own, from all their helpers."""
        functions = Functions(frozenset(self._runner.trees), frozenset(name for name, _ in self._right))
        wanted = {tree.name} if tree.name in functions.right else functions.right_alone
        bodies = (ast.parse(source).body[0] for name, source in self._right if name in wanted)
        return Splices(tree, [each for each in bodies if isinstance(each, Definition)], functions)

    def _definitions(self) -> list[tuple[int, Definition]]:
        """The task's function, then the student's functions that it names, and those that they name."""
        known, wanted, found = self._runner.trees, [self._task], dict[str, tuple[int, Definition]]()
        for name in wanted:
            if name in known and name not in found and len(found) <= MOST_HELPERS:
                found[name] = known[name]
                wanted += [node.id for node in ast.walk(known[name][1]) if isinstance(node, ast.Name)]
        return list(found.values())


def _distance(other: Candidate, first: Candidate) -> tuple[bool, bool, bool]:
    """How far a second edit is from the first: another kind, another line, another definition."""
    same_kind, same_line = other[2].name == first[2].name, other[2].line == first[2].line
    return (not (same_kind or same_line), not same_kind, not same_line)


def _too_slow(*_: Any) -> None:
    raise TooSlowError


def _limited(call: Call) -> Any:
    signal.setitimer(signal.ITIMER_PROF, LONGEST_CALL)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT)
    try:
        return call()
    except TooSlowError:
        return ("slow",)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
