"""Tries small edits of a student's function: builds each candidate, runs it, and hands out what it gave.

Nothing here knows a right answer. What a candidate gives is a claim like any other; the keeper compares.
"""

import ast
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograder.edits import catalogue
from autograder.edits.edit import Edit
from autograder.inside.cells import Runner

MOST_HELPERS = 6  # of the student's own functions that the task's function calls
MOST_EDITS = 6_000  # of one function and its helpers
LONGEST_CALL = 0.25  # seconds; a candidate that loops is given up
Call = Callable[[], Any]  # calls the function under test, gives a claim
Tried = tuple[int, int, int, list[Any]]  # number of the candidate, cell, line, what each call gave


class TooSlowError(BaseException):
    """A candidate did not come back in time; no `except Exception` of its own may hold it."""


class Repairs:
    """The candidates for one task: edits of its function first, then of the helpers that it calls."""

    __slots__ = ("_edits", "_made", "_runner", "_second", "_task")

    def __init__(self, runner: Runner, task: str):
        self._runner, self._task = runner, task
        self._made: list[tuple[int, ast.stmt, Edit]] = []
        self._edits = self._first_order()
        self._second: tuple[int, list[tuple[int, ast.stmt, Edit]]] = (-1, [])

    def attempt(
        self, base: int, first: int, seconds: float, most: int, calls: Sequence[Call]
    ) -> tuple[bool, list[Tried]]:
        """Try candidates from number `first` on until the time is over; whether there are more, and what they gave.

        `base` is -1 for single edits; otherwise the number of the edit that stays while a second one is tried: any in
        its line, the same kind of edit in other lines (what is wrong for the height is wrong for the width, too).
        """
        ends, tried = time.monotonic() + seconds, list[Tried]()
        before = sys.stdout, sys.stderr, signal.signal(signal.SIGALRM, _too_slow)
        try:
            for number in range(first, first + most):
                if time.monotonic() > ends:
                    return True, tried
                found = self._candidate(base, number)
                if found is None:
                    return False, tried
                cell, tree, edit = found
                with self._standing(base), self._defined(cell, tree, edit) as works:
                    if works:
                        tried.append((number, cell, edit.line, [_limited(call) for call in calls]))
            return True, tried
        finally:
            sys.stdout, sys.stderr = before[:2]
            signal.signal(signal.SIGALRM, before[2])

    def adopt(self, base: int, number: int) -> bool:
        """Put a candidate in the place of the function, for good."""
        found = self._candidate(base, number)
        if found is None:
            return False
        cell, tree, edit = found
        with self._standing(base), edit.applied():
            self._runner.define(cell, tree)
        return True

    def _candidate(self, base: int, number: int) -> tuple[int, ast.stmt, Edit] | None:
        made = self._made if base < 0 else self._beside(base)
        while base < 0 and len(made) <= number:
            edit = next(self._edits, None)
            if edit is None or len(made) > MOST_EDITS:
                return None
            made.append(edit)
        return made[number] if number < len(made) else None

    def _beside(self, base: int) -> list[tuple[int, ast.stmt, Edit]]:
        if self._second[0] != base:
            first = self._candidate(-1, base)
            assert first is not None
            cell, tree, edit = first
            with edit.applied():
                found = [*catalogue.slips(tree), *catalogue.additions(tree)]
            found.sort(key=lambda other: (other.name != edit.name, other.line != edit.line))
            beside = [other for other in found if other.name == edit.name or other.line == edit.line]
            self._second = (base, [(cell, tree, other) for other in beside])
        return self._second[1]

    @contextmanager
    def _standing(self, base: int) -> Iterator[None]:
        """With the first of two edits made."""
        if base < 0:
            yield
        else:
            with self._made[base][2].applied():
                yield

    @contextmanager
    def _defined(self, cell: int, tree: ast.stmt, edit: Edit) -> Iterator[bool]:
        """The edited definition stands in the notebook inside the `with`; False where Python refuses it."""
        namespace, name = self._runner.namespace, tree.name  # type: ignore[attr-defined]
        before = namespace.get(name)
        try:
            with edit.applied():
                self._runner.define(cell, tree)
            works = True
        except Exception:
            works = False
        try:
            yield works
        finally:
            namespace[name] = before

    def _first_order(self) -> Iterator[tuple[int, ast.stmt, Edit]]:
        definitions = self._definitions()
        for make in (catalogue.slips, catalogue.additions):
            for cell, tree in definitions:
                for edit in make(tree):
                    yield cell, tree, edit

    def _definitions(self) -> list[tuple[int, ast.stmt]]:
        """The task's function, then the student's functions that it names, and those that they name."""
        known, wanted, found = self._runner.trees, [self._task], dict[str, tuple[int, ast.stmt]]()
        for name in wanted:
            if name in known and name not in found and len(found) <= MOST_HELPERS:
                found[name] = known[name]
                wanted += [node.id for node in ast.walk(known[name][1]) if isinstance(node, ast.Name)]
        return list(found.values())


def _too_slow(*_: Any) -> None:
    raise TooSlowError


def _limited(call: Call) -> Any:
    signal.setitimer(signal.ITIMER_REAL, LONGEST_CALL)
    try:
        return call()
    except TooSlowError:
        return ("slow",)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
