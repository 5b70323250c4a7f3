"""Reads the marks of a class back from the gradebook."""

from collections.abc import Collection
from datetime import timedelta

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Row, Select, select

from autograder.course.exercise import task_of
from autograder.nbgrader_bridge.database import CourseGradebook, clear_errors
from autograder.sums import StudentMarks, TaskMarks


def marks(
    gradebook: CourseGradebook, exercise_id: str, *, everyone: bool = False, students: Collection[str] = ()
) -> list[StudentMarks]:
    """The marks of all who submitted, by student id; with `everyone` also of the students who did not.

    `students`: only these, if any are named.
    """

    def of_exercise(query: Select) -> Select:
        query = query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        query = query.where(Assignment.name == exercise_id)
        return query.where(SubmittedAssignment.student_id.in_(students)) if students else query

    with clear_errors(str(gradebook.engine.url)):
        db = gradebook.db
        db.expire_all()
        cells = db.execute(
            select(GradeCell.name, GradeCell.max_score)
            .join(GradeCell.notebook)
            .join(Assignment)
            .where(Assignment.name == exercise_id)
            .order_by(GradeCell.name)
        ).all()
        max_score = sum(points for _, points in cells)
        submissions = {
            row.student_id: row
            for row in db.execute(
                of_exercise(
                    select(
                        SubmittedAssignment.student_id,
                        SubmittedAssignment.timestamp,
                        SubmittedAssignment.extension,
                        Assignment.duedate,
                        SubmittedNotebook.late_submission_penalty,
                    ).join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                )
            )
        }
        tasks = _tasks_by_student(db, of_exercise, dict(cells))
        people = select(Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
        known = db.execute((people.where(Student.id.in_(students)) if students else people).order_by(Student.id)).all()
        db.rollback()  # ends the read transaction: a server would keep it open otherwise
    return [
        _student(row, tasks.get(row.id, ()), submissions.get(row.id), max_score)
        for row in known
        if everyone or row.id in submissions
    ]


def _tasks_by_student(db, of_exercise, points: dict[str, float]) -> dict[str, tuple[TaskMarks, ...]]:
    comments = {
        (student, name): said
        for student, name, said in db.execute(
            of_exercise(
                select(SubmittedAssignment.student_id, BaseCell.name, Comment.manual_comment)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
                .join(BaseCell, BaseCell.id == Comment.cell_id)
                .where(Comment.manual_comment.is_not(None))
            )
        )
    }
    rows = db.execute(
        of_exercise(
            select(
                SubmittedAssignment.student_id,
                BaseCell.name,
                Grade.auto_score,
                Grade.manual_score,
                Grade.score,
                Grade.needs_manual_grade,
            )
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .order_by(BaseCell.name)
        )
    )
    by_student: dict[str, list[TaskMarks]] = {}
    for student, cell, auto, manual, score, needs_person in rows:
        given, name = manual is not None, task_of(cell)
        flags = needs_person and not given, needs_person and given
        mark = TaskMarks(name, auto, manual, score, points[cell], *flags, comments.get((student, name)) or "")
        by_student.setdefault(student, []).append(mark)
    return {student: tuple(found) for student, found in by_student.items()}


def _student(person: Row, tasks: tuple[TaskMarks, ...], submission: Row | None, max_score: float) -> StudentMarks:
    return StudentMarks(
        student=person.id,
        tasks=tasks,
        max_score=max_score,
        late_by=_late_by(submission) if submission else timedelta(),
        late_penalty=(submission.late_submission_penalty or 0.0) if submission else 0.0,
        submitted=submission is not None,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        lms_user_id=person.lms_user_id,
    )


def _late_by(submission: Row) -> timedelta:
    """nbgrader's `total_seconds_late`."""
    if submission.timestamp is None or submission.duedate is None:
        return timedelta()
    return max(timedelta(), submission.timestamp - submission.duedate - (submission.extension or timedelta()))
