"""Who handed in late, and what it costs, written for a whole class: due date, extensions and penalties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select, update

from autograder.nbgrader_bridge.database import CourseGradebook, clear_errors

Policy = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Late:
    """One late submission."""

    student: str
    by: timedelta
    penalty: float


def charge(
    gradebook: CourseGradebook,
    exercise_id: str,
    policy: Policy,
    due: datetime | None,
    extensions: Mapping[str, datetime],
) -> list[Late]:
    """Charge lateness anew for all who submitted, by the marks as they are now; who was late, by student.

    `due` None leaves nbgrader's own due date and extensions as they are.
    """
    late = []
    with clear_errors(str(gradebook.engine.url)):
        db = gradebook.db
        assignment = db.scalar(select(Assignment).where(Assignment.name == exercise_id))
        if assignment is None:
            return []
        if due is not None:
            assignment.duedate = _naive(due)
        sums = dict(
            db.execute(
                select(SubmittedNotebook.id, func.coalesce(func.sum(Grade.score), 0.0))
                .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
                .group_by(SubmittedNotebook.id)
            ).all()
        )
        rows = db.scalars(
            select(SubmittedAssignment)
            .where(SubmittedAssignment.assignment_id == assignment.id)
            .order_by(SubmittedAssignment.student_id)
            .execution_options(populate_existing=True)
        ).all()
        for row in rows:
            if due is not None:
                until = extensions.get(row.student_id)
                row.extension = max(until - due, timedelta()) if until else None
            seconds = row.total_seconds_late
            ids = db.scalars(select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id == row.id)).all()
            penalty = policy(row.student_id, sum(sums.get(one, 0.0) for one in ids), seconds) if seconds > 0 else None
            for one in ids:
                db.execute(
                    update(SubmittedNotebook)
                    .where(SubmittedNotebook.id == one)
                    .values(late_submission_penalty=penalty)
                    .execution_options(synchronize_session=False)
                )
            if seconds > 0:
                late.append(Late(row.student_id, timedelta(seconds=seconds), penalty or 0.0))
        db.commit()
    return late


def _naive(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)
