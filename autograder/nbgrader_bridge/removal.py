"""Takes one student out of the gradebook."""

from nbgrader.api import MissingEntry, Student, SubmittedAssignment
from sqlalchemy import select, text

from autograder.nbgrader_bridge.database import CourseGradebook, clear_errors


def submissions_of(gradebook: CourseGradebook, student: str) -> list[str] | None:
    """The exercises that the gradebook holds of a student; None for a student whom it does not know."""
    with clear_errors(str(gradebook.engine.url)):
        known = gradebook.db.scalar(select(Student.id).where(Student.id == student))
        of_student = select(SubmittedAssignment).where(SubmittedAssignment.student_id == student)
        found = sorted(row.name for row in gradebook.db.scalars(of_student))
        gradebook.db.rollback()
    return None if known is None else found


def remove_student(gradebook: CourseGradebook, student: str) -> None:
    """Remove the student with all marks and comments; a SQLite file is written anew, so that no page keeps them."""
    with clear_errors(str(gradebook.engine.url)):
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return
        if gradebook.engine.dialect.name == "sqlite":
            gradebook.db.remove()
            with gradebook.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM"))
