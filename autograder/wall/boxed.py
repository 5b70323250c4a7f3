"""One submission in the box: its cells run once, its functions answer calls.

A child that died or was stopped is replaced by a fresh one, and the statement that killed it is left out there, so
a statement that fails costs only itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from autograder import wire, words
from autograder.course.exercise import Limits
from autograder.errors import OurFault
from autograder.language import phrase, say
from autograder.submission.cell import Cell
from autograder.verdict import Place
from autograder.wall import claims
from autograder.wall.box import Box
from autograder.wall.claims import Answer, CellOutcome, Died, Raised, StudentFault, TimedOut
from autograder.wall.clock import FairClock

MAX_FRAMES = 20_000  # of one run of the cells
MAX_SHOWN = 8 * 2**20  # characters that all cells print; the notebook that shows them keeps less
QUICK_CELLS = 1.0  # seconds
STANDING_SECONDS = 20  # for a fork to raise its walls; it takes milliseconds
TRY_SECONDS = 0.1  # for one batch of candidates
MOST_WAITED = 5.0  # times the time for everything: a submission that waits longer for a processor is timed out
ATTEMPTS = 4  # to run the cells; the last one runs definitions only


@dataclass(frozen=True)
class Edited:
    """The function of this task under small edits; `right` are functions of right answers, by name, for their lines."""

    task: str
    right: Sequence[tuple[str, str]]
    policies: tuple[str, ...]


@dataclass
class BoxedNotebook:
    """One submission in the box: runs its cells once, answers calls, survives what the code does to itself."""

    box: Box
    cells: Sequence[Cell]  # the code, in the order of the run
    probe: str
    limits: Limits
    outcomes: dict[int, CellOutcome] = field(default_factory=dict, init=False)
    names: tuple[str, ...] = field(default=(), init=False)
    definitions: tuple[tuple[str, int, int], ...] = field(default=(), init=False)
    notes: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._skip: list[tuple[int, int]] = []
        self._edit: tuple[Edited, int, int] | None = None  # base and number of an edit that is tried
        self._pid = 0
        self._channel: wire.Channel | None = None
        self._calls = 0
        self._runnable = True
        self._cells_took = 0.0
        self._shown = 0  # characters
        self._waited = 0.0  # seconds for which the children that have ended waited for a processor
        self.clock = FairClock(self._waited_so_far, MOST_WAITED * self.limits.seconds)
        self.ends = self.clock.now() + self.limits.seconds  # the time for everything
        self.deadline = self._phase_end = self.ends

    def __enter__(self) -> "BoxedNotebook":
        self._ensure_child()
        return self

    def __exit__(self, *_: object) -> None:
        self._end_child()

    def call(
        self,
        name: str,
        arguments: tuple,
        options: dict[str, Any],
        policies: tuple[str, ...] = (),
        count: bool = False,
    ) -> Answer:
        """Call a function of the notebook (or of the probe); raises a StudentFault when no value came back."""
        return self._call((name, arguments, list(options.items()), policies, count))

    def next_task(self, left: int) -> None:
        """Give the next task its share of the remaining time, so that a slow task leaves time for the others.

        Args:
            left: number of tasks that are not done, the next one included.
        """
        now = self.clock.now()
        self.deadline = now + (self.ends - now) / left

    def _call(self, call: tuple) -> Answer:
        self._ensure_child()
        assert self._channel is not None
        self._calls += 1
        deadline = min(self.deadline, self.clock.now() + self.limits.call_seconds)
        try:
            self._channel.send(wire.CALL, self._calls, call, deadline)
            frame = self._channel.receive(deadline)
            if frame.kind == wire.RETURNED and frame.call == self._calls:
                return claims.answer(frame.value)
            if frame.kind == wire.RAISED and frame.call == self._calls:
                raise claims.raised(frame.value)
            if frame.kind == wire.NOT_ALLOWED:
                raise claims.not_allowed(frame.value)
            raise wire.WireError("a frame that was not asked for")
        except StudentFault as fault:
            if not isinstance(fault, Raised):
                self._end_child()
            raise
        except wire.DeadlineError:
            self._end_child()
            raise TimedOut from None
        except wire.WireError:
            self._end_child()
            raise Died from None

    def start_afresh(self) -> bool:
        """Make the next call run in a new process; False, and nothing done, if running the cells again takes long."""
        if self._cells_took > QUICK_CELLS:
            return False
        self._end_child()
        return True

    def attempt(
        self, edited: Edited, base: int, first: int, calls: Sequence[tuple], ends: float, most: int
    ) -> tuple[bool, list[claims.Tried]]:
        """Try edits of a function from number `first` on: whether there are more, and what they gave.

        Raises Died or TimedOut where the box does not answer, which says nothing of the student's own code.
        """
        self._ensure_child()
        assert self._channel is not None
        self._calls += 1
        seconds = max(0.0, min(TRY_SECONDS, ends - self.clock.now()))
        order = (edited.task, list(edited.right), base, first, seconds, most, list(calls), edited.policies)
        try:
            self._channel.send(wire.TRY, self._calls, order, ends + TRY_SECONDS)
            frame = self._channel.receive(ends + TRY_SECONDS)
            if frame.kind != wire.TRIED or frame.call != self._calls:
                raise wire.WireError("a frame that was not asked for")
            return claims.tried(frame.value)
        except wire.WireError as error:
            self._end_child()
            raise (TimedOut if isinstance(error, wire.DeadlineError) else Died) from None

    @contextmanager
    def with_edit(self, edited: Edited, base: int, number: int, ends: float) -> Iterator[None]:
        """Inside the `with` the notebook's function is this candidate, in a process of its own, until `ends`."""
        kept = self.deadline, dict(self.outcomes), list(self.notes), list(self._skip)
        self._end_child()
        self._edit, self.deadline = (edited, base, number), min(self.deadline, ends)
        try:
            yield
        finally:
            self._end_child()
            self._edit = None
            self.deadline, self.outcomes, self.notes, self._skip = kept
            self._runnable = True

    def forget(self) -> None:
        """End the process that tried edits: what they left in it is not the student's doing."""
        self._end_child()

    def line(self, cell: int, line: int) -> str:
        """What is written there; "" where the numbers, which the box claims, are no line of a cell."""
        return self.cells[cell - 1].line(line) if 1 <= cell <= len(self.cells) else ""

    def place(self, cell: int, line: int) -> Place | None:
        """Where this is in the student's own file; None for a number that is no cell's (numbers come from the box)."""
        return self.cells[cell - 1].place(line) if 1 <= cell <= len(self.cells) else None

    def _ensure_child(self) -> None:
        """A live child in which the cells have run; raises TimedOut or Died when there can be none."""
        if self._channel is not None:
            return
        if not self._runnable:
            raise Died
        first_time = not self.outcomes
        self._phase_end = min(self.deadline, self.clock.now() + self.limits.seconds / 2)
        for attempt in range(ATTEMPTS):
            try:
                self._run_cells(definitions_only=attempt == ATTEMPTS - 1, first_time=first_time)
                return
            except wire.WireError as error:
                self._end_child()
                if self.clock.past(self.deadline):  # this task's time is over: no statement is to blame for that
                    raise TimedOut from None
                timed_out = isinstance(error, wire.DeadlineError)
                self._leave_out_last(timed_out)
                one_more = min(self.deadline, self.clock.now() + self.limits.call_seconds)
                self._phase_end = max(self._phase_end, one_more)
        self._runnable = False
        raise TimedOut if timed_out else Died

    def _run_cells(self, *, definitions_only: bool, first_time: bool) -> None:
        channel = self._fork()
        started = self.clock.now()
        self._last = (1, -1, 1)
        try:
            standing = channel.receive(self.clock.now() + STANDING_SECONDS).kind == wire.STANDING
        except wire.WireError:
            standing = False
        if not standing:  # no student code has run yet
            self._end_child()
            raise OurFault("the walls of the box did not go up. Run `autograder doctor`")
        texts = [cell.source for cell in self.cells]
        channel.send(wire.RUN, 0, (texts, self._skip, definitions_only, self.probe), self._phase_end)
        for _ in range(MAX_FRAMES):
            frame = channel.receive(min(self._phase_end, self.clock.now() + max(self.limits.call_seconds, 10)))
            if frame.kind == wire.PROGRESS:
                self._last = claims.place(frame.value)
            elif frame.kind == wire.CELL:
                number, outcome = claims.outcome(frame.value)
                if not 1 <= number <= len(self.cells):
                    break  # a cell that does not exist: forged, to fill the keeper's memory
                if first_time or number not in self.outcomes:
                    self._shown += outcome.length
                    self.outcomes[number] = outcome if self._shown <= MAX_SHOWN else outcome.silent()
            elif frame.kind == wire.READY:
                self.names, self.definitions = claims.names(frame.value)
                self._cells_took = self.clock.now() - started
                if self._edit is not None:
                    edited, base, number = self._edit
                    channel.send(wire.ADOPT, 0, (edited.task, list(edited.right), base, number))
                    if not claims.tried(channel.receive(self._phase_end).value)[0]:
                        break
                return
            else:
                break
        raise wire.WireError("not what running cells looks like")

    def _fork(self) -> wire.Channel:
        """Fork a child. A box may have to start anew for it: that is not the student's time."""
        asked = self.clock.now()
        self._pid, self._channel = self.box.fork(self.limits, self.clock)
        self.clock.leave_out(self.clock.now() - asked)
        return self._channel

    def _leave_out_last(self, timed_out: bool) -> None:
        cell, statement, line = self._last
        place = (cell, statement)
        if place in self._skip:  # it did not help: leave out the whole cell
            place = (cell, -1)
        self._skip.append(place)
        pattern = phrase("{where} ended the whole program; it was left out, the rest was graded")
        if timed_out:
            pattern = phrase("{where} did not come to an end and was stopped; it was left out, the rest was graded")
        self.notes.append(say(pattern, where=words.place(self.place(cell, line))))

    def _end_child(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            self._waited += self.box.reap(self._pid)

    def _waited_so_far(self) -> float:
        return self._waited + (self.box.waited(self._pid) if self._channel is not None else 0.0)
