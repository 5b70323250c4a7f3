"""Grades a class: many workers mark, one writer files. It can be killed at any moment and started again.

For each submission, in this order: autograded notebook, gradebook (one session, one commit), feedback page, and last
its record. A record that is up to date shows that all of it is written: the next run skips that submission. Without
one it marks again. Student files are only read.
"""

import dataclasses
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder import nbgrader_bridge
from autograder.classroom import outputs
from autograder.classroom.grade_screen import Change, Screen
from autograder.classroom.history import Because, Cause
from autograder.classroom.one_student import costs_one
from autograder.classroom.settle import Settler, tell_lost
from autograder.collecting.roster import class_of
from autograder.course import packages, release
from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.course.release import read_release
from autograder.errors import CourseError, WrongUse
from autograder.files import write_atomically
from autograder.records import Records, exercise_fingerprint, submission_fingerprint, versions
from autograder.submission.hand_in_time import TIMESTAMP, read_time
from autograder.submission.reading import shown
from autograder.sums import StudentMarks
from autograder.workers import pool
from autograder.workers.job import Graded, Job

SUBMITTED, AUTOGRADED = "submitted", "autograded"


@dataclass(frozen=True)
class Wishes:
    """What the teacher asked for."""

    jobs: int | None = None
    cluster: str | None = None
    students: tuple[str, ...] = ()
    task: str | None = None
    force: bool = False
    trust: bool = False
    db_url: str | None = None


def run(course: Course, exercise_id: str, wishes: Wishes) -> int:
    """`autograder grade`: the exit status."""
    exercise = course.exercise(exercise_id)
    packages.require(exercise)
    if wishes.task:
        exercise.task(wishes.task)
    released = [course.release_notebook(exercise_id), *course.translated_notebooks(exercise_id).values()]
    handed_out = {path for path in released if path.exists()}
    for path in sorted(handed_out & set(release.write(course, exercise))):
        changed = f"solutions/{exercise_id} has changed, so the release was cut anew. Commit it and hand it out again"
        print(f"{path.parent.relative_to(course.root)}: {changed}", flush=True)
    students = _students(course, exercise_id, wishes.students)
    settings = nbgrader_bridge.read_settings(course.root)
    with (
        only_run(course),
        nbgrader_bridge.open_gradebook(wishes.db_url or settings.db_url, settings.course_id) as book,
    ):
        nbgrader_bridge.ensure_assignment(book, exercise, read_release(course, exercise_id))
        writer = Writer(course, exercise, wishes, book, settings)
        todo, lost = writer.jobs(students)
        screen = Screen(exercise, total=len(todo), skipped=len(students) - len(todo) - len(lost))
        with screen:
            for change in lost:
                screen.add(change)
            for graded in pool.stream(todo, wishes.jobs, wishes.cluster):
                screen.add(writer.write(graded))
        settled = writer.settler.settle()
        sums, outdated = {marks.student: marks for marks in settled}, outputs.outdated(course, exercise_id, settled)
        records = [record for student in students if (record := writer.records.read(student))]
        missing = [] if wishes.students else _not_handed_in(course, students)
        overlooked = _overlooked(course, exercise_id, students)
        status = screen.summary(records, sums, writer.sums_before, overlooked, missing, outdated)
        return tell_lost(writer.settler.lost) or status


def grade_one(course: Course, exercise_id: str, student: str, db_url: str) -> Change:
    """Mark one student anew in this process and file everything, for nbgrader's Autograde button.

    The box stays open for the next press. A class that is being graded at the same time is not waited for.
    """
    exercise = course.exercise(exercise_id)
    settings = nbgrader_bridge.read_settings(course.root)
    wishes = Wishes(students=(student,), force=True, db_url=db_url)
    with nbgrader_bridge.open_gradebook(db_url, settings.course_id) as book:
        nbgrader_bridge.ensure_assignment(book, exercise, read_release(course, exercise_id))
        writer = Writer(course, exercise, wishes, book, settings)
        todo, lost = writer.jobs([student])
        return lost[0] if lost else writer.write(pool.mark_here(todo[0]))


class Writer:
    """The one writer of a run."""

    def __init__(self, course: Course, exercise: Exercise, wishes: Wishes, gradebook, settings):
        self._course, self._exercise, self._wishes, self._gradebook = course, exercise, wishes, gradebook
        self._fingerprint, self._versions = exercise_fingerprint(exercise), versions(exercise)
        self.time = datetime.now(UTC).isoformat(timespec="seconds")  # names the run
        self.records = Records(course, exercise.id)
        self.settler = Settler(course, exercise, gradebook, settings)
        found = nbgrader_bridge.marks(gradebook, exercise.id, students=wishes.students)
        self.sums_before = {row.student: row for row in found}  # what the gradebook held before the run

    def jobs(self, students: Sequence[str]) -> tuple[list[Job], list[Change]]:
        """What there is to mark, and whom nothing can be filed for, with the reason."""
        todo, lost = list[Job](), list[Change]()
        for student in students:
            with self._one_student(student, lost):
                nbgrader_bridge.require_id(student)
                if (job := self.job(student)) is not None:
                    todo.append(job)
        return todo, lost

    def write(self, graded: Graded) -> Change:
        """File one submission; what changed."""
        lost: list[Change] = []
        with self._one_student(graded.job.student, lost):
            return self._file(graded)
        return lost[0]

    def _one_student(self, student: str, lost: list[Change]) -> AbstractContextManager[None]:
        """What one student's files raise costs that student this mark."""

        def tell(problem: str) -> None:
            lost.append(Change(shown(student), self.records.read(student), None, problem))

        return costs_one(f"{SUBMITTED}/{shown(student)}/{self._exercise.id}", tell)

    def job(self, student: str) -> Job | None:
        """What there is to mark of this student; None when the same bytes are marked and filed already."""
        folder = self._course.classroom / SUBMITTED / student / self._exercise.id
        old = self.records.read(student)
        fingerprint = dataclasses.replace(self._fingerprint, submission=submission_fingerprint(folder))
        fresh = old is not None and old.fingerprint == fingerprint and student in self.sums_before
        if fresh and not self._wishes.force:
            return None
        task = self._wishes.task if old is not None else None  # one task is regraded; the first mark is whole
        return Job(self._course, self._exercise.id, student, folder, fingerprint, task, self._wishes.trust, old)

    def _file(self, graded: Graded) -> Change:
        student, old = graded.job.student, graded.job.old
        if graded.record is None:
            return Change(student, old, None, graded.problem)
        record = graded.record
        if old is not None and (before := self.sums_before.get(student)) and self.settler.history.differs(before):
            for now in self.settler.charge([student]):
                self.settler.history.see(now)  # what was changed by hand since the last look comes first
        write_atomically(autograded_path(self._course, self._exercise.id, student), graded.notebook)
        nbgrader_bridge.write_submission(
            self._gradebook,
            self._exercise,
            student,
            self.settler.said_again(record),
            graded.answered,
            tasks={graded.job.only_task} if graded.job.only_task else None,
            submitted_at=read_time(graded.job.folder),
        )
        (marks,) = self.settler.charge([student])
        self.settler.write_page(record, marks)
        change = Change(student, old, record, graded.problem, self._changed_files(student) if old else "")
        self._remember(marks, change)
        self.records.write(record)
        return change

    def _remember(self, marks: StudentMarks, change: Change) -> None:
        """Keep the record that is replaced, and the marks with their cause in the history."""
        old, new, cause = change.before, change.after, Cause.GRADED
        if old is not None and new is not None:
            cause = Cause.REGRADED
            if [(task.score, task.verdict) for task in old.tasks] != [(task.score, task.verdict) for task in new.tasks]:
                self.records.keep_older(old, self.time)
        because = Because(cause, change.why, run=self.time, versions=self._versions)
        self.settler.history.see(marks, because)

    def _changed_files(self, student: str) -> str:
        """The files of the exercise that are others than when this student was graded last."""
        known = [entry.versions for entry in self.settler.history.read(student).entries if entry.versions]
        names = {**self._versions, **known[-1]} if known else {}
        return ", ".join(name for name in names if known[-1].get(name) != self._versions.get(name))


def autograded_path(course: Course, exercise_id: str, student: str) -> Path:
    """The notebook that formgrader shows."""
    return course.classroom / AUTOGRADED / student / exercise_id / f"{exercise_id}.ipynb"


def _students(course: Course, exercise_id: str, wanted: Sequence[str]) -> list[str]:
    root = course.classroom / SUBMITTED
    present = sorted(
        folder.name for folder in (root.iterdir() if root.is_dir() else ()) if (folder / exercise_id).is_dir()
    )
    for student in wanted:
        if student not in present:
            raise WrongUse(
                f"classroom/submitted/{student}/{exercise_id}: no such folder. Name a student as the folder is named"
            )
    if not present:
        raise CourseError(
            f"classroom/submitted/*/{exercise_id}: nobody has handed in. "
            "Put each student's files there, or use `autograder collect`"
        )
    return [student for student in present if not wanted or student in wanted]


def _not_handed_in(course: Course, students: Sequence[str]) -> list[str]:
    """Who is on the class list and has no submission; nobody where the list cannot be read, which `roster` reports."""
    try:
        listed = [person.student for person in class_of(course)]
    except CourseError:
        return []
    return sorted(set(listed) - set(students))


def _overlooked(course: Course, exercise_id: str, students: Sequence[str]) -> list[tuple[str, str]]:
    """What lies in `submitted/` and counts for nothing: files in no student's folder, times that are none."""
    root = course.classroom / SUBMITTED
    files = [path for path in (*root.glob("*"), *root.glob("*/*")) if exercise_id in path.name and path.is_file()]
    where = f"lies in no folder <student>/{exercise_id}/. Move it there"
    times = [(student, root / student / exercise_id) for student in students]
    return [(shown(path.relative_to(course.root)), where) for path in sorted(files)] + [
        (student, "timestamp.txt holds no time, so nobody is late by it. Write one like 2027-01-16 09:30:00 UTC")
        for student, folder in times
        if os.path.lexists(folder / TIMESTAMP) and read_time(folder) is None
    ]


@contextmanager
def only_run(course: Course) -> Iterator[None]:
    """One grading run of a course at a time; a second one says so and waits."""
    course.classroom.mkdir(exist_ok=True)
    with (course.classroom / ".grading.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is grading this course; waiting until it is done.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
