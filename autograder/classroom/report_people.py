"""Who needs a word: the students whose records show something that a teacher would want to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder import words
from autograder.classroom.report_beliefs import Moved
from autograder.language import phrase, say
from autograder.verdict import Record, TaskResult, Verdict

FELL_FROM, FELL_TO = 0.7, 0.4  # shares of tests passed, in the last exercise before and in this one
NEARLY = 3  # tests that a task has at least, where one that fails is called the last


@dataclass
class Word:
    """One student, and why; the most urgent reason first."""

    student: str
    urgency: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, urgency: int, reason: str) -> None:
        self.urgency = max(self.urgency, urgency)
        if reason not in self.reasons:
            self.reasons.append(reason)


def need_a_word(
    records: Sequence[Record],
    before: Mapping[str, tuple[str, Record]],
    moved: Iterable[Moved],
    asked: Iterable[tuple[str, str]] = (),
) -> list[Word]:
    """The students, the most urgent first.

    Args:
        before: by student, the title and the record of the last exercise before this one.
        moved: beliefs, now and in earlier exercises.
        asked: who asks to look at a mark again, and what they say.
    """
    people: dict[str, Word] = defaultdict(lambda: Word(""))

    def add(student: str, urgency: int, reason: str) -> None:
        people[student].student = student
        people[student].add(urgency, reason)

    for student, reason in asked:
        add(student, 6, reason)
    for record in records:
        for flag in record.flags:
            add(record.student, 5, words.flag(flag))
    for belief in moved:
        for student in belief.kept:
            add(student, 4, say("believes now as before that {belief}", belief=belief.belief))
        for student in belief.new:
            add(student, 3, say("believes, and did not before, that {belief}", belief=belief.belief))
    for record in records:
        if record.tasks and not record.flags and record.graded:
            title, last = before.get(record.student, ("", None))
            for urgency, reason in _of_record(record, title, last):
                add(record.student, urgency, reason)
    return sorted(people.values(), key=lambda word: (-word.urgency, word.student))


def _of_record(record: Record, title: str, last: Record | None) -> Iterator[tuple[int, str]]:
    """What one record says of a student, compared with the last one before it."""
    share, then = _share(record), _share(last) if last else 0.0
    if then >= FELL_FROM and share <= FELL_TO:
        fell = phrase("fell: {then} % of the tests in “{title}”, {now} % here")
        yield 4, say(fell, then=round(100 * then), title=title, now=round(100 * share))
    nearly = [(task.task, test) for task in record.tasks if (test := _last(task)) is not None]
    right = any(task.verdict is Verdict.PASSED for task in record.tasks)
    if not any(task.answered for task in record.tasks):
        yield 3, say("handed in, and answered nothing")
    elif not right and not nearly and not any(task.mistake for task in record.tasks):
        yield 2, say("has no task right, and no known belief explains why")
    for name, test in nearly:
        yield 1, say("is one test away in {task}: “{test}”", task=name, test=test)


def _share(record: Record) -> float:
    """The share of its tests that passed, each task counting alike; a task without results has none."""
    shares = [_passed(task) / len(task.tests) if task.tests else 0.0 for task in record.tasks]
    return sum(shares) / len(shares) if shares else 0.0


def _passed(task: TaskResult) -> int:
    return sum(test.verdict is Verdict.PASSED for test in task.tests)


def _last(task: TaskResult) -> str | None:
    """The one test that a task misses, where it misses one alone."""
    missed = [test.name for test in task.tests if test.verdict is not Verdict.PASSED]
    fits = task.answered and task.verdict is not Verdict.NOT_ALLOWED and len(task.tests) >= NEARLY
    return missed[0] if fits and len(missed) == 1 else None
