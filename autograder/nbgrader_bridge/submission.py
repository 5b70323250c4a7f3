"""Files one marked submission in the gradebook: one session, one commit; what a person wrote stays."""

from collections.abc import Collection
from datetime import datetime

from nbgrader.api import (
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import Boolean, ColumnElement, Update, bindparam, case, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from autograder.course.exercise import checks_id
from autograder.errors import CourseError, SubmissionError
from autograder.nbgrader_bridge.assignment import read_skeleton
from autograder.nbgrader_bridge.database import CourseGradebook, Skeleton, clear_errors

LONGEST_NAME = 128  # of nbgrader's columns; SQLite would take more and a server would then refuse the class
NO_RESPONSE = "No response."  # nbgrader's own words for an untouched cell


def write_submission(
    gradebook: CourseGradebook,
    exercise,
    student: str,
    record,
    answered: Collection[str],
    *,
    tasks: set[str] | None = None,
    submitted_at: datetime | None = None,
) -> None:
    """File the record of one submission under its student, who is added if the gradebook does not have them.

    Args:
        record: the verdict of `mark`; its NOT_GRADED tasks keep the mark they have.
        answered: the questions that were answered; an untouched one gets 0, as nbgrader has it.
        tasks: the only tasks to write (a regrade of one task); None for all, questions included.
        submitted_at: naive UTC; None leaves what is there. What lateness costs is `charge`'s to write.
    """
    require_id(student)
    skeleton = _skeleton(gradebook, exercise.id)
    auto_scores = _auto_scores(skeleton, record, tasks)
    comments = _comments(skeleton, record, tasks, exercise.feedback)
    for question in exercise.questions if tasks is None else ():
        name = question.name
        auto_scores[name], comments[name] = (None, None) if name in answered else (0.0, NO_RESPONSE)

    with clear_errors(str(gradebook.engine.url)):
        for attempt in (1, 2):
            try:
                _write(gradebook.db, skeleton, student, auto_scores, comments, submitted_at)
                gradebook.db.commit()
                return
            except IntegrityError:
                # somebody else filed this student's first row between our look and our write
                gradebook.db.rollback()
                if attempt == 2:
                    raise
            except BaseException:
                gradebook.db.rollback()
                raise


def require_id(student: str) -> None:
    """Raises SubmissionError for a folder whose name cannot be a student's id in the gradebook."""
    if not student or len(student) > LONGEST_NAME or not _is_text(student):
        raise SubmissionError(
            f"submitted/{_clean(student)[:40]}: a student's id is 1 to {LONGEST_NAME} characters of plain "
            "text. Rename the folder."
        )


def _skeleton(gradebook: CourseGradebook, exercise_id: str) -> Skeleton:
    if exercise_id not in gradebook.skeletons:
        try:
            notebook = gradebook.find_notebook(exercise_id, exercise_id)
        except ValueError as error:
            raise CourseError(
                f"{exercise_id}: the gradebook does not know this exercise. Run `autograder grade {exercise_id}`."
            ) from error
        gradebook.skeletons[exercise_id] = read_skeleton(gradebook, notebook)
    return gradebook.skeletons[exercise_id]


def _auto_scores(skeleton: Skeleton, record, tasks) -> dict[str, float | None]:
    """Marks by the name of the grade cell; a task that was not graded is left out."""
    return {
        checks_id(result.task): float(result.score)
        for result in record.tasks
        if (tasks is None or result.task in tasks)
        and result.verdict != "NOT_GRADED"
        and checks_id(result.task) in skeleton.graded
    }


def _comments(skeleton: Skeleton, record, tasks, shows: str) -> dict[str, str | None]:
    """Our words by the name of the answer cell: nbgrader shows comments there, not at the tests."""
    return {
        result.task: comment(result, shows)
        for result in record.tasks
        if (tasks is None or result.task in tasks)
        and result.verdict != "NOT_GRADED"
        and result.task in skeleton.answers
    }


def comment(result, shows: str) -> str | None:
    """What the student reads beside an answer; the exercise's `feedback` says how much."""
    if result.verdict == "PASSED" or shows == "marks":
        return None
    hint = result.mistake.hint if result.mistake else ""
    return _clean("\n\n".join(part for part in (result.message, hint) if part)) or None


def _setter(kind: type, **values: ColumnElement) -> Update:
    """A statement that changes these columns of a cell if one of them differs: an unchanged class is not rewritten."""
    table = kind.__table__  # type: ignore[attr-defined]
    place = table.c.notebook_id == bindparam("of_notebook"), table.c.cell_id == bindparam("of_cell")
    changed = or_(*(table.c[column].is_distinct_from(value) for column, value in values.items()))
    return update(table).where(*place, changed).values(**values)


# made once: to build such a statement takes longer than to run it
_SET_SCORE = _setter(
    Grade,
    auto_score=bindparam("new"),
    # nbgrader's rule, decided by the database: a person may be typing a mark at this moment
    needs_manual_grade=case((Grade.manual_score.is_not(None), True), else_=bindparam("person", type_=Boolean)),
)
_SET_COMMENT = _setter(Comment, auto_comment=bindparam("new"))


def _write(db, skeleton: Skeleton, student, auto_scores, comments, submitted_at) -> None:
    """All statements of one submission. Core tables, not objects: a class of 3,000 is filed in seconds."""
    if db.scalar(select(Student.id).where(Student.id == student)) is None:
        db.execute(insert(Student).values(id=student))
    submission_id = db.scalar(
        select(SubmittedAssignment.id).where(
            SubmittedAssignment.assignment_id == skeleton.assignment_id,
            SubmittedAssignment.student_id == student,
        )
    )
    if submission_id is None:
        submission_id = new_uuid()
        db.execute(
            insert(SubmittedAssignment).values(
                id=submission_id, assignment_id=skeleton.assignment_id, student_id=student
            )
        )
    if submitted_at is not None:
        db.execute(
            update(SubmittedAssignment)
            .where(SubmittedAssignment.id == submission_id)
            .values(timestamp=submitted_at)
            .execution_options(synchronize_session=False)
        )
    notebook_id = db.scalar(
        select(SubmittedNotebook.id).where(
            SubmittedNotebook.assignment_id == submission_id,
            SubmittedNotebook.notebook_id == skeleton.notebook_id,
        )
    )
    if notebook_id is None:
        notebook_id = new_uuid()
        db.execute(
            insert(SubmittedNotebook).values(
                id=notebook_id, assignment_id=submission_id, notebook_id=skeleton.notebook_id, flagged=False
            )
        )

    graded = {name: cell_id for name, (cell_id, _) in skeleton.graded.items()}
    _mirror(db, Grade, notebook_id, graded.values(), needs_manual_grade=True)
    _mirror(db, Comment, notebook_id, skeleton.answers.values())
    scores = [{"of_cell": graded[name], "new": score, "person": score is None} for name, score in auto_scores.items()]
    words = [{"of_cell": skeleton.answers[name], "new": said} for name, said in comments.items()]
    for statement, rows in ((_SET_SCORE, scores), (_SET_COMMENT, words)):
        if rows:
            db.connection().execute(statement, [{"of_notebook": notebook_id, **row} for row in rows])


def _mirror(db, kind, notebook_id: str, cell_ids, **first) -> None:
    """A row for each cell that has none yet."""
    there = set(db.scalars(select(kind.cell_id).where(kind.notebook_id == notebook_id)))
    if missing := [cell_id for cell_id in cell_ids if cell_id not in there]:
        db.execute(
            insert(kind),
            [{"id": new_uuid(), "cell_id": cell_id, "notebook_id": notebook_id, **first} for cell_id in missing],
        )


def _is_text(words: str) -> bool:
    return words == _clean(words)


def _clean(words: str) -> str:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
