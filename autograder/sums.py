"""One student's sum: tasks and questions, a person's marks before ours, and last what lateness takes off.

`StudentMarks.score` is the one place that computes it; pages, tables, report, exports and formgrader show it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from autograder.verdict import Record, Verdict


@dataclass(frozen=True)
class TaskMarks:
    """One task, or one question, of one student."""

    name: str  # the task's or the question's name
    auto: float | None  # the grader's mark; None where there is none (yet)
    manual: float | None  # a person's mark, which counts before ours
    score: float  # what counts, extra credit included
    max_score: float
    needs_person: bool  # waits for a person's mark
    look_again: bool  # a person's mark from before the last regrade: it counts, nbgrader asks to look at it
    comment: str = ""  # a person's words

    @property
    def by_person(self) -> bool:
        """Whether a person changed what counts."""
        return self.manual is not None or self.score != (self.auto or 0.0)


@dataclass(frozen=True)
class StudentMarks:
    """One student's marks for one exercise."""

    student: str
    tasks: tuple[TaskMarks, ...]  # in the order of the notebook's cell names
    max_score: float
    late_by: timedelta = timedelta()  # after the due date, or the student's own one
    late_penalty: float = 0.0
    submitted: bool = True  # False: the gradebook knows the student, but no submission
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    lms_user_id: str | None = None

    @property
    def points(self) -> float:
        """Before lateness."""
        return math.fsum(task.score for task in self.tasks)

    @property
    def score(self) -> float:
        """What counts."""
        return after_penalty(self.points, self.late_penalty)

    @property
    def auto(self) -> float:
        return math.fsum(task.auto or 0.0 for task in self.tasks)

    @property
    def manual(self) -> float:
        """Sum of what people gave instead."""
        return math.fsum(task.manual or 0.0 for task in self.tasks)

    @property
    def needs_person(self) -> bool:
        return any(task.needs_person for task in self.tasks)

    @property
    def look_again(self) -> bool:
        return any(task.look_again for task in self.tasks)

    @property
    def above(self) -> bool:
        """More points than there are: a person gave them when there were more."""
        return any(task.manual is not None and task.manual > task.max_score for task in self.tasks)


def after_penalty(points: float, penalty: float) -> float:
    """The sum: never below 0, and free of the last digits that subtraction leaves (9.6, not 9.599999999999998)."""
    return round(max(0.0, points - penalty), 9)


def before_filing(record: Record, questions: Sequence[tuple[str, float]] = ()) -> StudentMarks:
    """The marks as they are before the gradebook has them: no person has marked, and nobody is late.

    `questions`: name and points of each.
    """
    tasks = [
        TaskMarks(task.task, task.score, None, task.score, task.max_score, False, False)
        for task in record.tasks
        if task.verdict is not Verdict.NOT_GRADED
    ]
    tasks += [TaskMarks(name, None, None, 0.0, most, True, False) for name, most in questions]
    return StudentMarks(record.student, tuple(tasks), record.max_score + math.fsum(most for _, most in questions))
