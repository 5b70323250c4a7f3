"""Which hidden tests tell a class apart: how hard each is, and whether those pass it who pass the others.

Students are put in order by the *other* tests of the exercise. Of the better half a larger share should pass a test
than of the other half; the difference is the test's discrimination. Students with as many tests passed are no better
than each other: where the middle falls among them, each counts in both halves by a share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from autograder.classroom.report_pictures import strip
from autograder.verdict import Reason, Record, TaskResult, Verdict

FEWEST = 6  # answers: below that, halves of a class say nothing
SPLITS = 0.4  # discrimination from which a test is said to split the class; textbooks call this very good


@dataclass(frozen=True)
class Item:
    """One hidden test, over a class."""

    task: str
    name: str
    passed: tuple[bool, ...]  # of each student who answered the task, by the other tests, the best first
    discrimination: float | None  # -1 to 1; None where too few have answered, or all alike
    better: float = 0.0  # share of the better half that passes
    others: float = 0.0  # share of the other half

    @property
    def right(self) -> int:
        return sum(self.passed)

    @property
    def difficulty(self) -> float:
        """The share that passes: small is hard."""
        return self.right / len(self.passed)


@dataclass(frozen=True)
class Row:
    """Tests that the very same students pass, as one row of the report."""

    item: Item
    names: tuple[str, ...]
    picture: Markup

    @property
    def words(self) -> str:
        """The discrimination, as it is printed."""
        found = self.item.discrimination
        return "" if found is None else f"{found:+.2f}".replace("-", "\N{MINUS SIGN}")


def items(records: Sequence[Record]) -> list[Item]:
    """All tests of an exercise, task by task; who has not answered a task says nothing about its tests."""
    names = _names(records)
    total = sum(map(len, names.values()))
    counted = [(record, _passed(record.tasks)) for record in records]
    found = []
    for task, tests in names.items():
        for test in tests:
            answers = []  # (tests passed but this one, passed)
            for record, passed in counted:
                verdict = _verdict(record, task, test)
                if verdict is not None:
                    right = verdict is Verdict.PASSED
                    answers.append((passed - right, right))
            if answers:
                found.append(_item(task, test, answers, total))
    return found


def _item(task: str, test: str, answers: list[tuple[int, bool]], total: int) -> Item:
    answers.sort(key=lambda answer: (-answer[0], not answer[1]))
    passed = tuple(right for _, right in answers)
    if len(answers) < FEWEST or len(set(passed)) == 1 or len({others for others, _ in answers}) == 1:
        return Item(task, test, passed, None)
    better, others = _halves(answers)
    return Item(task, test, passed, better - others, better, others)


def _halves(answers: list[tuple[int, bool]]) -> tuple[float, float]:
    """The shares of the better and of the other half that pass."""
    half = len(answers) / 2
    better, room = 0.0, half
    for _, group in groupby(answers, key=lambda answer: answer[0]):
        rights = [right for _, right in group]
        taken = min(room, len(rights))
        better += sum(rights) * taken / len(rights)
        room -= taken
    return better / half, (sum(right for _, right in answers) - better) / half


def rows(found: Iterable[Item], task: str) -> list[Row]:
    """The tests of a task, the hardest first; those with the same answers in one row."""
    alike: dict[tuple, list[Item]] = defaultdict(list)
    for item in found:
        if item.task == task:
            alike[item.passed, item.discrimination].append(item)
    made = [Row(group[0], tuple(item.name for item in group), strip(group[0].passed)) for group in alike.values()]
    return sorted(made, key=lambda row: (row.item.difficulty, -(row.item.discrimination or 0), row.names))


def splitting(found: Iterable[Item]) -> Item | None:
    """The test that splits the class: those who pass it are those who pass the rest; of equals, nearest to one half."""
    able = [item for item in found if item.discrimination is not None and item.discrimination >= SPLITS]
    return min(able, key=lambda item: (-item.discrimination, abs(item.difficulty - 0.5)), default=None)  # type: ignore[operator]


def doubtful(found: Iterable[Item]) -> list[Item]:
    """Tests that the weaker half passes more often: is the test right, is its task clear?"""
    return [item for item in found if item.discrimination is not None and item.discrimination <= -0.1]


def percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _names(records: Sequence[Record]) -> dict[str, list[str]]:
    """The tests of each task, in the order in which the exercise has them."""
    found: dict[str, Counter[str]] = {}
    for record in records:
        for task in record.tasks:
            found.setdefault(task.task, Counter()).update(test.name for test in task.tests)
    return {task: list(names) for task, names in found.items()}


def _passed(tasks: Iterable[TaskResult]) -> int:
    return sum(test.verdict is Verdict.PASSED for task in tasks for test in task.tests)


def _verdict(record: Record, task: str, test: str) -> Verdict | None:
    """How the test ended for a student who answered the task; None where it did not run."""
    for result in record.tasks:
        if result.task == task and result.answered and result.reason is not Reason.NEEDS_OTHER_TASK:
            for each in result.tests:
                if each.name == test:
                    return None if each.verdict is Verdict.NOT_GRADED else each.verdict
    return None
