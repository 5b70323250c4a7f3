"""Brings what depends on marks up to date: what lateness costs, then the feedback pages.

Marks change in many places: a regrade, an extension, formgrader, a script over nbgrader's database. Every command that
shows marks settles them first, and formgrader does so after each mark that a person types.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import nbgrader_bridge, words
from autograder.classroom import outputs, requests
from autograder.classroom.history import Because, Cause, History
from autograder.classroom.one_student import costs_one
from autograder.collecting.extensions import extensions, keep
from autograder.collecting.roster import languages_of
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.hand_in import HandIn
from autograder.files import write_atomically
from autograder.language import spoken
from autograder.marking.feedback import page
from autograder.records import Records
from autograder.submission.hand_in_time import SECRET, TIMESTAMP, small_file
from autograder.submission.reading import shown
from autograder.sums import StudentMarks
from autograder.terminal import console
from autograder.verdict import Record

if TYPE_CHECKING:  # imported when it is first used
    from autograder.nbgrader_bridge import Settings


TRAVEL = (TIMESTAMP, SECRET)  # nbgrader's `release_feedback` reads them beside the page


class Settler:
    """Settles the marks of one exercise in an open gradebook."""

    def __init__(self, course: Course, exercise: Exercise, gradebook, settings: Settings):
        self._course, self._exercise, self._gradebook = course, exercise, gradebook
        self._hand_in = exercise.hand_in or HandIn(None, None)
        self._policy = settings.late_policy if self._hand_in.late is None else self._by_the_exercise
        self._records = Records(course, exercise.id)
        self.history = History(course, exercise.id)
        self._languages = languages_of(course, exercise)
        self.lost: list[str] = []  # what could not be brought up to date, one line a student

    def settle(
        self, students: Collection[str] = (), *, everyone: bool = False, because: Because | None = None
    ) -> list[StudentMarks]:
        """Charge lateness by the marks as they are now, keep what has changed in the history, write pages that show
        something else; the marks, by student.

        `students`: only these, if any are named. `everyone`: also who has not submitted. `because`: why marks changed.
        """
        found = self.charge(students, everyone=everyone)
        for marks in found:
            if marks.submitted and (record := self._records.read(marks.student)) is not None:
                where = f"feedback/{shown(marks.student)}/{self._exercise.id}"
                with costs_one(where, self.lost.append):
                    self.history.see(marks, because)
                    self.write_page(record, marks)
        return found

    def read(self) -> list[StudentMarks]:
        """The marks as they are, by student; nothing is written."""
        return nbgrader_bridge.marks(self._gradebook, self._exercise.id)

    def charge(self, students: Collection[str] = (), *, everyone: bool = False) -> list[StudentMarks]:
        """Charge lateness by the marks as they are now; the marks, by student."""
        own, exercise_id = extensions(self._course, self._exercise.id), self._exercise.id
        nbgrader_bridge.charge(self._gradebook, exercise_id, self._policy, self._hand_in.due, own, students)
        return nbgrader_bridge.marks(self._gradebook, exercise_id, everyone=everyone, students=students)

    def said_again(self, record: Record) -> Record:
        """The record in the language of its student."""
        with self._exercise.speaking(self._languages[record.student]):
            return record.again()

    def write_page(self, record: Record, marks: StudentMarks) -> None:
        """Write the student's feedback page, where it is not what it should be."""
        path = page_path(self._course, self._exercise.id, record.student)
        asked = requests.read(self._course, self._exercise.id, record.student)[0]
        ask_at = self._course.requests_url
        with self._exercise.speaking(self._languages[record.student]):
            book = self._course.book_in(spoken())
            made = page(self._exercise, record, marks, book, asked=asked, ask_at=ask_at).encode()
        if not path.is_file() or path.read_bytes() != made:
            write_atomically(path, made)
        submitted = self._course.classroom / "submitted" / record.student / self._exercise.id
        for name in TRAVEL:
            data = small_file(submitted / name)
            if data is not None and small_file(path.with_name(name)) != data:
                write_atomically(path.with_name(name), data)

    def _by_the_exercise(self, student: str, score: float, seconds: float) -> float:
        return self._hand_in.penalty(score, seconds)


@contextmanager
def settler(course: Course, exercise_id: str, db_url: str | None = None):
    """A settler in the course's gradebook, or in another one."""
    settings = nbgrader_bridge.read_settings(course.root)
    with nbgrader_bridge.open_gradebook(db_url or settings.db_url, settings.course_id) as gradebook:
        yield Settler(course, course.exercise(exercise_id), gradebook, settings)


def extend(course: Course, exercise_id: str, student: str, until: str) -> int:
    """`autograder extend`: keep the date, and bring the student's marks and page up to date."""
    status = keep(course, exercise_id, student, until)
    with settler(course, exercise_id) as ours:
        own = extensions(course, exercise_id)[student].isoformat(" ", "minutes")
        for marks in ours.settle([student], because=Because(Cause.EXTENSION, f"may hand in until {own}")):
            said = words.late(marks.late_by, marks.late_penalty) or "in time"
            line = f"{student}: {words.points(marks.score)} of {words.points(marks.max_score)} points, {said}"
            console().print(line, markup=False, soft_wrap=True)
        status = tell_lost(ours.lost) or status
        for path in outputs.outdated(course, exercise_id, ours.charge()):
            console().print(f"older marks: {path}. Make it again", markup=False, soft_wrap=True)
    return status


def tell_lost(lines: Iterable[str]) -> int:
    """Print what was left out, one line a student; the exit status that says so."""
    status = 0
    for line in lines:
        console().print(f"left out: {line}", style="look", markup=False, soft_wrap=True)
        status = 1
    return status


def page_path(course: Course, exercise_id: str, student: str) -> Path:
    """The student's feedback page."""
    return course.classroom / "feedback" / student / exercise_id / f"{exercise_id}.html"
