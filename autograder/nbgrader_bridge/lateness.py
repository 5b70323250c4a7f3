"""What lateness costs, written for a class: due date, extensions and penalties."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta

from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select, update

from autograder.nbgrader_bridge.database import CourseGradebook, clear_errors

Policy = Callable[[str, float, float], float | None]


def charge(
    gradebook: CourseGradebook,
    exercise_id: str,
    policy: Policy,
    due: datetime | None,
    extensions: Mapping[str, datetime],
    students: Collection[str] = (),
) -> None:
    """Charge lateness anew for all who submitted, or these students, by the marks as they are now.

    `due` None leaves nbgrader's own due date, and its extensions but those given here. What has not changed is not
    written.
    """
    with clear_errors(str(gradebook.engine.url)):
        db = gradebook.db
        db.expire_all()
        assignment = db.scalar(select(Assignment).where(Assignment.name == exercise_id))
        if assignment is None:
            return
        if due is not None and assignment.duedate != _naive(due):
            assignment.duedate = _naive(due)
        chosen = [SubmittedAssignment.assignment_id == assignment.id]
        if students:
            chosen.append(SubmittedAssignment.student_id.in_(students))
        # two processes that charge one student wait for each other: the later one reads the marks that both wrote
        db.execute(select(SubmittedAssignment.id).where(*chosen).order_by(SubmittedAssignment.id).with_for_update())
        charged = {
            owner: (notebook, points, penalty)
            for owner, notebook, points, penalty in db.execute(
                select(
                    SubmittedAssignment.id,
                    SubmittedNotebook.id,
                    func.coalesce(func.sum(Grade.score), 0.0),
                    SubmittedNotebook.late_submission_penalty,
                )
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
                .where(*chosen)
                .group_by(SubmittedAssignment.id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
            )
        }
        for row in db.scalars(select(SubmittedAssignment).where(*chosen)).all():
            until = extensions.get(row.student_id)
            if assignment.duedate is not None and (until or due is not None):
                own = max(_naive(until) - assignment.duedate, timedelta()) if until else None
                if row.extension != own:
                    row.extension = own
            notebook, points, before = charged.get(row.id, (None, 0.0, None))
            seconds = row.total_seconds_late
            penalty = policy(row.student_id, points, seconds) if seconds > 0 else None
            if notebook is not None and penalty != before:
                db.execute(
                    update(SubmittedNotebook)
                    .where(SubmittedNotebook.id == notebook)
                    .values(late_submission_penalty=penalty)
                    .execution_options(synchronize_session=False)
                )
        db.commit()


def _naive(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)
