"""What a teacher sees while a class is graded, and at the end: what to look at first."""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder import words
from autograder.course.exercise import Exercise
from autograder.submission.reading import shown
from autograder.terminal import console
from autograder.verdict import Record, Verdict
from autograder.words import points

LINES_SECONDS = 5  # between two lines of progress in a log
TABLE_ROWS = 40  # larger classes are summed up; the report has every row


@dataclass(frozen=True)
class Change:
    """What one submission's marking changed."""

    student: str
    before: Record | None
    after: Record | None  # None: not graded, the old mark stays
    problem: str = ""

    @property
    def line(self) -> str:
        """`student: 4 → 10 (why)`, or nothing where the mark is the same or is the first."""
        if self.before is None or self.after is None or self.before.score == self.after.score:
            return ""
        old, new = self.before.fingerprint, self.after.fingerprint
        why = "marked again"
        if old.submission != new.submission:
            why = "another file"
        elif old.exercise != new.exercise:
            why = "tests or points changed"
        return f"{shown(self.student)}: {points(self.before.score)} → {points(self.after.score)} ({why})"


class Screen:
    """Progress: a live bar on a terminal, plain lines in a log."""

    def __init__(self, exercise: Exercise, *, total: int, skipped: int):
        self._exercise, self._total, self._skipped = exercise, total, skipped
        self._out = console()
        self._changes: list[Change] = []
        self._started = self._last_line = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> "Screen":
        if self._out.is_terminal and self._total:
            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(), console=self._out, transient=True,
            )  # fmt: skip
            self._bar.start()
            self._task = self._bar.add_task(self._exercise.id, total=self._total, rate="")
        elif self._total:
            self._say(f"{self._exercise.id}: {self._total} submissions to mark")
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def add(self, change: Change) -> None:
        """One submission is done."""
        self._changes.append(change)
        done, now = len(self._changes), time.monotonic()
        rate = done / max(now - self._started, 1e-3)
        if self._bar is not None:
            self._bar.update(self._task, completed=done, rate=f"{rate:.1f} a second")
        elif now - self._last_line > LINES_SECONDS:
            self._last_line = now
            left = (self._total - done) / rate
            self._say(f"{done} of {self._total} marked, {rate:.1f} a second, {left:.0f} s left")

    def summary(
        self,
        records: Sequence[Record],
        overlooked: Sequence[tuple[str, str]] = (),
        missing: Sequence[str] = (),
        late: Sequence[str] = (),
    ) -> int:
        """The marks, what changed, who handed in nothing, what needs a look; the exit status."""
        if 0 < len(records) + len(missing) <= TABLE_ROWS:
            self._out.print(self._table(records, missing))
        for line in filter(None, (change.line for change in self._changes)):
            self._out.print(Text(f"changed: {line}"))
        if late:
            self._out.print(Text("\nLate", style="bold"))
        for line in late:
            self._out.print(Text(f"  {line}"))
        self._beliefs(records)
        looks = [*self._looks(records), *overlooked]
        if looks:
            self._out.print(Text("\nNeeds a look", style="bold"))
        for student, why in looks:
            # ids verbatim, however long: no wrapping, no markup; only what a terminal would obey is replaced
            sys.stdout.write(f"  {shown(student)}: {why}\n")
        sys.stdout.flush()
        full = sum(record.passed for record in records)
        seconds = time.monotonic() - self._started
        again = f", {self._skipped} unchanged" if self._skipped else ""
        lost = sum(change.after is None for change in self._changes)
        again += f", {lost} not graded" if lost else ""
        again += f", {len(missing)} not handed in" if missing else ""
        self._say(
            f"\n{len(self._changes) - lost} marked in {seconds:.1f} s{again}: {full} of {len(records)} have full marks"
            + (f", {len(looks)} need{'s' if len(looks) == 1 else ''} a look" if looks else "")
            + "."
        )
        failed = any(not record.passed for record in records) or any(c.after is None for c in self._changes)
        return 1 if failed else 0

    def _table(self, records: Sequence[Record], missing: Sequence[str]) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
        table.add_column("student", overflow="fold")
        table.add_column("points", justify="right")
        for number, task in enumerate(self._exercise.tasks, 1):  # numbers leave room for words at 80 columns
            self._out.print(Text(f"{number} = {task.name}", style="dim"))
            table.add_column(str(number), no_wrap=True)
        table.add_column("what to say", overflow="fold", ratio=1)
        for record in records:
            by_name = {task.task: task for task in record.tasks}
            found = [by_name[task.name] for task in self._exercise.tasks if task.name in by_name]
            table.add_row(
                Text(shown(record.student)),
                f"{points(record.score)}/{points(record.max_score)}",
                *[Text(words.verdict(task), style="" if task.verdict is Verdict.PASSED else "look") for task in found],
                Text(_about(record), style="dim"),
            )
        for student in missing:
            table.add_row(Text(student), "", *["" for _ in self._exercise.tasks], Text("not handed in", style="look"))
        return table

    def _beliefs(self, records: Sequence[Record]) -> None:
        held = Counter(
            said
            for record in records
            for said in {task.mistake.belief for task in record.tasks if task.mistake}  # a student counts once
        )
        if held:
            self._out.print(Text("\nTo teach again", style="bold"))
        for said, count in held.most_common(3):
            who = "1 student believes" if count == 1 else f"{count} students believe"
            self._out.print(Text(f"  {who} that {said}"))

    def _looks(self, records: Sequence[Record]) -> list[tuple[str, str]]:
        problems = [
            (change.student, f"not graded: {change.problem}; the old mark stays")
            for change in self._changes
            if change.problem
        ]
        return problems + [(record.student, words.flag(record.flags[0])) for record in records if record.flags]

    def _say(self, line: str) -> None:
        self._out.print(Text(line))


def _about(record: Record) -> str:
    for task in record.tasks:
        if task.mistake:
            return task.mistake.belief
    return next((task.message for task in record.tasks if task.message), "")
