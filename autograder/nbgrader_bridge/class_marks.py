"""Reads the marks of a class back from the gradebook, for reports and exports."""

from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

from autograder.course.exercise import task_of
from autograder.nbgrader_bridge.database import CourseGradebook, clear_errors


@dataclass(frozen=True)
class TaskMarks:
    """One task, or the question, of one student."""

    name: str  # the task's or the question's name
    auto: float | None  # the grader's mark; None where there is none (yet)
    manual: float | None  # a person's mark, which counts before ours
    score: float  # what counts, extra credit included
    max_score: float
    needs_person: bool  # waits for a person's mark
    look_again: bool  # a person's mark from before the last regrade: it counts, nbgrader asks to look at it


@dataclass(frozen=True)
class StudentMarks:
    """One student's marks for one exercise."""

    student: str
    first_name: str | None
    last_name: str | None
    email: str | None
    lms_user_id: str | None
    submitted: bool  # False: the gradebook knows the student, but no submission
    auto: float  # sum of the grader's marks
    manual: float  # sum of what people gave instead
    late_penalty: float
    score: float  # what counts: max(0, sum - late penalty)
    max_score: float
    needs_person: bool
    look_again: bool
    tasks: tuple[TaskMarks, ...]  # in the order of the notebook's cell names

    @property
    def above(self) -> bool:
        """More points than there are: a person gave them when there were more."""
        return any(task.manual is not None and task.manual > task.max_score for task in self.tasks)


def marks(gradebook: CourseGradebook, exercise_id: str, *, everyone: bool = False) -> list[StudentMarks]:
    """The marks of all who submitted, by student id; with `everyone` also of the students who did not."""
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
        penalties = dict(
            db.execute(
                select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
                .where(Assignment.name == exercise_id)
            ).all()
        )
        tasks = _tasks_by_student(db, exercise_id, dict(cells))
        students = db.execute(
            select(Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id).order_by(
                Student.id
            )
        ).all()
        db.rollback()  # ends the read transaction: a server would keep it open otherwise
    return [
        _student(row, tasks.get(row.id, ()), penalties, max_score)
        for row in students
        if everyone or row.id in penalties
    ]


def _tasks_by_student(db, exercise_id: str, points: dict[str, float]) -> dict[str, tuple[TaskMarks, ...]]:
    rows = db.execute(
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.auto_score,
            Grade.manual_score,
            Grade.score,
            Grade.needs_manual_grade,
        )
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .where(Assignment.name == exercise_id)
        .order_by(BaseCell.name)
    )
    by_student: dict[str, tuple[TaskMarks, ...]] = {}
    for student, cell, auto, manual, score, needs_person in rows:
        given = manual is not None
        flags = needs_person and not given, needs_person and given
        mark = TaskMarks(task_of(cell), auto, manual, score, points[cell], *flags)
        by_student[student] = (*by_student.get(student, ()), mark)
    return by_student


def _student(row, tasks: tuple[TaskMarks, ...], penalties: dict, max_score: float) -> StudentMarks:
    penalty = penalties.get(row.id) or 0.0
    return StudentMarks(
        student=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        lms_user_id=row.lms_user_id,
        submitted=row.id in penalties,
        auto=sum(task.auto or 0.0 for task in tasks),
        manual=sum(task.manual or 0.0 for task in tasks),
        late_penalty=penalty,
        score=max(0.0, sum(task.score for task in tasks) - penalty),
        max_score=max_score,
        needs_person=any(task.needs_person for task in tasks),
        look_again=any(task.look_again for task in tasks),
        tasks=tasks,
    )
