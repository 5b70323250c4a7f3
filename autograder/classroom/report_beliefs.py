"""Which beliefs went away since an earlier exercise, which stayed, and which came.

A belief is gone where the student now has a task right that goes wrong with it. A task that is not answered, or wrong
in another way, shows neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.classroom.report_pictures import left_and_kept
from autograder.course.beliefs import Belief, read_all
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError
from autograder.language import listed, phrases, say, say_count
from autograder.plain_text import some
from autograder.records import Records
from autograder.verdict import Record, Verdict


@dataclass(frozen=True)
class Moved:
    """One belief, between earlier exercises and this one; students by id."""

    id: str
    belief: str
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    open: tuple[str, ...]  # held it; this exercise does not show whether they still do
    new: tuple[str, ...]  # had a task right in the earlier exercise that goes wrong with it

    @property
    def before(self) -> int:
        return len(self.gone) + len(self.kept) + len(self.open)

    @property
    def picture(self) -> Markup:
        return left_and_kept(len(self.gone), len(self.kept), len(self.open))

    @property
    def words(self) -> str:
        """`3 of 5 left it behind, 1 holds it still (bob), of 1 nothing can be said`."""
        parts = [say("{n} of {all} left it behind", n=len(self.gone), all=self.before)] if self.before else []
        if self.kept:
            holds = phrases("{n} holds it still ({students})", "{n} hold it still ({students})")
            parts.append(say_count(*holds, len(self.kept), students=some(self.kept)))
        if self.open:
            parts.append(say("of {n} nothing can be said yet", n=len(self.open)))
        if self.new:
            parts.append(say("new with {students}", students=some(self.new)))
        return listed(parts, "{before}, {item}")


def earlier(course: Course, exercise: Exercise) -> list[Exercise]:
    """The exercises before this one, in the order of the course; one that cannot be read is left out."""
    found = []
    for exercise_id in course.exercise_ids():
        if exercise_id < exercise.id:
            try:
                found.append(course.exercise(exercise_id))
            except CourseError:  # `verify` and `grade` name what is wrong with it
                continue
    return found


def moved(course: Course, exercise: Exercise, records: Sequence[Record]) -> list[Moved]:
    """Beliefs that somebody held in an earlier exercise and that can show in this one; most holders first."""
    here = _tasks(exercise)
    if not here:
        return []
    held, clear = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    now = {record.student: record for record in records}
    for before in earlier(course, exercise):
        past = [record for record in Records(course, before.id).read_all() if record.student in now]
        there = _tasks(before) if past else {}
        for record in past:
            for id in _held(record) & here.keys():
                held[id].add(record.student)
            for id in here.keys() & there.keys():
                if _right(record, there[id]):
                    clear[id].add(record.student)
    holding = defaultdict[str, set[str]](set)
    for record in records:
        for id in _held(record):
            holding[id].add(record.student)
    found = []
    for id, belief in here.items():
        kept = held[id] & holding[id]
        gone = {student for student in held[id] - kept if _right(now[student], belief)}
        new = (holding[id] & clear[id]) - held[id]
        if held[id] or new:
            text = belief[0].texts["belief"].rstrip(".")
            groups = (tuple(sorted(group)) for group in (gone, kept, held[id] - kept - gone, new))
            found.append(Moved(id, text, *groups))
    return sorted(found, key=lambda one: (-one.before, -len(one.new), one.id))


def _tasks(exercise: Exercise) -> dict[str, list[Belief]]:
    """The codings' beliefs of an exercise by id: several tasks may have the same belief."""
    found = defaultdict[str, list[Belief]](list)
    try:
        for belief in read_all(exercise):
            found[belief.id].append(belief)
    except CourseError:  # `verify` and `grade` name it
        return {}
    return dict(found)


def _held(record: Record) -> set[str]:
    return {task.mistake.id for task in record.tasks if task.mistake}


def _right(record: Record, beliefs: Sequence[Belief]) -> bool:
    """Whether a task is right that this belief gets wrong."""
    right = {task.task for task in record.tasks if task.verdict is Verdict.PASSED}
    return any(right & set(belief.wrong_in) for belief in beliefs)
