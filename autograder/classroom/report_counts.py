"""What a class's records add up to: the counts behind the report."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder import words
from autograder.classroom.report_pictures import bar, waffle
from autograder.language import again, say
from autograder.plain_text import some
from autograder.verdict import FlagKind, Record, TaskResult, Verdict

BOOK = "../../build/html"  # from classroom/report/ to the built book
SLOWEST = 5


@dataclass(frozen=True)
class Todo:
    """One thing to do on Monday."""

    count: int
    what: str  # the thing, in one line
    how: str  # the next step
    read: str = ""  # address of the section that helps


def _results(records: Iterable[Record]) -> Iterable[tuple[str, TaskResult]]:
    return ((record.student, task) for record in records for task in record.tasks)


def todos(records: list[Record]) -> list[Todo]:
    """The three things that help most students."""
    found = [
        Todo(m["count"], say("believe that {belief}", belief=m["belief"]), m["hint"], m["read"])
        for m in mistakes(records)
    ]
    flagged = Counter(flag.kind for record in records for flag in record.flags if not flag.task)
    for kind, what in (
        (FlagKind.UNREADABLE, say("handed in a file that cannot be read")),
        (FlagKind.NO_FUNCTION, say("handed in a file without any function of this exercise")),
    ):
        if flagged[kind]:
            found.append(Todo(flagged[kind], what, say("Ask them to hand in again; the reasons are below.")))
    banned = {student for student, task in _results(records) if task.verdict is Verdict.NOT_ALLOWED}
    if banned:
        what, how = say("call the operation that they should build"), say("Say once more what may be used, and why.")
        found.append(Todo(len(banned), what, how))
    unnamed: dict[str, set[str]] = defaultdict(set)
    for student, task in _results(records):
        if task.mistake is None and task.verdict is Verdict.FAILED:
            for test in task.tests:
                if test.verdict is Verdict.FAILED:
                    unnamed[test.name].add(student)
    if unnamed:  # one line: who misses one test for a reason that nobody has named misses others for the same one
        name, students = max(unnamed.items(), key=lambda item: len(item[1]))
        said = say("miss “{test}”, and no known belief explains why", test=name)
        found.append(Todo(len(students), said, say("Look at two of their answers; a new mistake?")))
    found.sort(key=lambda todo: -todo.count)  # where as many hold a belief, it comes first: what to say is known
    return found[:3]


def mistakes(records: list[Record]) -> list[dict[str, Any]]:
    """Named mistakes by the number of students who hold them."""
    holders: dict[str, set[str]] = defaultdict(set)
    found: dict[str, TaskResult] = {}
    for student, task in _results(records):
        if task.mistake:
            holders[task.mistake.id].add(student)
            found[task.mistake.id] = task
    rows = []
    for name, students in sorted(holders.items(), key=lambda item: (-len(item[1]), item[0])):
        mistake = found[name].mistake
        assert mistake is not None
        rows.append(
            {
                "id": name,
                "belief": mistake.belief.rstrip(".。") or name,
                "hint": mistake.hint,
                "read": mistake.address(BOOK),
                "count": len(students),
                "bar": bar(len(students), len(records), "wrong"),
                "students": some(sorted(students)),
            }
        )
    return rows


def of_task(name: str, records: list[Record]) -> dict[str, Any]:
    """One task and how it ended for whom."""
    results = [task for record in records for task in record.tasks if task.task == name]
    said = Counter(map(words.verdict, results))
    counted = [(verdict, said[verdict]) for verdict in words.every_verdict() if said[verdict]]
    return {"name": name, "words": counted, "picture": waffle(counted, again(words.VERDICTS[Verdict.PASSED]))}


def slowest(records: list[Record]) -> list[tuple[str, str]]:
    usual = statistics.median(record.seconds for record in records)
    slow = sorted((r for r in records if r.seconds > max(2 * usual, 1)), key=lambda record: -record.seconds)
    return [(record.student, say("{seconds} s", seconds=f"{record.seconds:.1f}")) for record in slow[:SLOWEST]]
