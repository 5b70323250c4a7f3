"""What a teacher sees while a class is graded, and at the end: what to look at first."""

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder import words
from autograder.course.exercise import Exercise
from autograder.submission.reading import shown
from autograder.sums import StudentMarks, before_filing
from autograder.terminal import console
from autograder.verdict import Record, Verdict
from autograder.words import points

LINES_SECONDS = 5  # between two lines of progress in a log
NOTHING: Mapping[str, StudentMarks] = {}
TABLE_ROWS = 40  # larger classes are summed up; the report has every row


@dataclass(frozen=True)
class Change:
    """What one submission's marking changed."""

    student: str
    before: Record | None
    after: Record | None  # None: not graded, the old mark stays
    problem: str = ""
    files: str = ""  # files of the exercise that have changed since the last time

    @property
    def why(self) -> str:
        """Why the mark may be another one than before."""
        if self.before is None or self.after is None:
            return ""
        old, new = self.before.fingerprint, self.after.fingerprint
        if old.submission != new.submission:
            return "another file"
        if old.exercise == new.exercise:
            return "marked again"
        return f"{self.files} changed" if self.files else "tests or points changed"


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
        sums: Mapping[str, StudentMarks] = NOTHING,
        before: Mapping[str, StudentMarks] = NOTHING,
        overlooked: Sequence[tuple[str, str]] = (),
        missing: Sequence[str] = (),
        outdated: Sequence[str] = (),
    ) -> int:
        """The marks, what changed, who handed in nothing, what needs a look; the exit status.

        `sums`: the marks that the gradebook holds; `before`: those that it held before the run, by student.
        `outdated`: files that show older marks.
        """
        shown_here = [marks for record in records if (marks := sums.get(record.student))]
        if 0 < len(records) + len(missing) <= TABLE_ROWS:
            self._out.print(self._table(records, sums, missing))
        self._say_again()
        regraded = [self._say_change(before.get(marks.student), marks) for marks in shown_here]
        if any(regraded):
            line = f"To take these marks back: autograder history {self._exercise.id} --take-back"
            self._out.print(Text(line, style="dim"), soft_wrap=True)
        for path in outdated:
            self._out.print(Text(f"older marks: {path}. Make it again"))
        late = [marks for marks in shown_here if marks.late_by]
        if late:
            self._out.print(Text("\nLate", style="bold"))
        for marks in late:
            self._out.print(Text(f"  {shown(marks.student)}: {words.late(marks.late_by, marks.late_penalty)}"))
        self._beliefs(records)
        looks = [*self._looks(records), *overlooked]
        if looks:
            self._out.print(Text("\nNeeds a look", style="bold"))
        for student, why in looks:
            # ids verbatim, however long: no wrapping, no markup; only what a terminal would obey is replaced
            sys.stdout.write(f"  {shown(student)}: {why}\n")
        sys.stdout.flush()
        return self._last_line_of(records, shown_here, len(looks), missing)

    def _last_line_of(
        self, records: Sequence[Record], sums: Sequence[StudentMarks], looks: int, missing: Sequence[str]
    ) -> int:
        right = sum(record.passed for record in records)
        lost = sum(change.after is None for change in self._changes)
        waiting = sum(marks.needs_person for marks in sums)
        told = [f"{len(self._changes) - lost} marked in {time.monotonic() - self._started:.1f} s"]
        told += [f"{self._skipped} unchanged"] * bool(self._skipped) + [f"{lost} not graded"] * bool(lost)
        told += [f"{len(missing)} not handed in"] * bool(missing)
        ends = [f"{right} of {len(records)} have every task right"] * bool(self._exercise.tasks)
        ends += [f"{waiting} wait{'s' if waiting == 1 else ''} for a person's mark"] * bool(waiting)
        ends += [f"{looks} need{'s' if looks == 1 else ''} a look"] * bool(looks)
        self._say(f"\n{': '.join(filter(None, [', '.join(told), ', '.join(ends)]))}.")
        return 1 if right < len(records) or lost else 0

    def _say_again(self) -> None:
        """Why work was marked again that nobody has changed, and how many."""
        again = Counter(
            change.why for change in self._changes if change.why not in ("", "another file", "marked again")
        )
        for why, count in again.items():
            self._out.print(Text(f"marked again: {count} ({why})"), soft_wrap=True)

    def _say_change(self, before: StudentMarks | None, now: StudentMarks) -> bool:
        """`changed: student: 4 → 10 (why): task 0 → 6`, where the sum or a part of it is another one.

        Whether that can be taken back: tests or points changed, and the file is the one of before.
        """
        if before is None:
            return False
        was = {task.name: points(task.score) for task in before.tasks}
        parts = [(task.name, was.get(task.name), points(task.score)) for task in now.tasks]
        moved = [f"{name} {old} → {new}" for name, old, new in parts if old is not None and old != new]
        if points(before.score) == points(now.score) and not moved:
            return False
        why = next((change.why for change in self._changes if change.student == now.student), "")
        if before.points == now.points or not why:
            why = "late work"
        line = f"changed: {shown(now.student)}: {points(before.score)} → {points(now.score)} ({why})"
        self._out.print(Text(": ".join([line, *[", ".join(moved)] * bool(moved)])), soft_wrap=True)
        return bool(moved) and why not in ("another file", "late work")

    def _table(self, records: Sequence[Record], sums: Mapping[str, StudentMarks], missing: Sequence[str]) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
        table.add_column("student", overflow="fold")
        table.add_column("points", justify="right")
        if late := any(sums[record.student].late_by for record in records if record.student in sums):
            table.add_column("late", no_wrap=True)
        for number, task in enumerate(self._exercise.tasks, 1):  # numbers leave room for words at 80 columns
            self._out.print(Text(f"{number} = {task.name}", style="dim"))
            table.add_column(str(number), no_wrap=True)
        table.add_column("what to say", overflow="fold", ratio=1)
        for record in records:
            by_name = {task.task: task for task in record.tasks}
            found = [by_name[task.name] for task in self._exercise.tasks if task.name in by_name]
            marks = sums.get(record.student) or before_filing(record)
            cost = f"\N{MINUS SIGN}{points(marks.late_penalty)}" if marks.late_by else ""
            table.add_row(
                Text(shown(record.student)),
                f"{points(marks.score)}/{points(marks.max_score)}",
                *([Text(cost)] if late else []),
                *[Text(words.ended(task), style="" if task.verdict is Verdict.PASSED else "look") for task in found],
                Text(_about(record), style="dim"),
            )
        blank = ["" for _ in self._exercise.tasks] + [""] * late
        for student in missing:
            table.add_row(Text(student), "", *blank, Text("not handed in", style="look"))
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
        self._out.print(Text(line), soft_wrap=True)


def _about(record: Record) -> str:
    for task in record.tasks:
        if task.mistake:
            return task.mistake.belief
    return next((task.message for task in record.tasks if task.message), "")
