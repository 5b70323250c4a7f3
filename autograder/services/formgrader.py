"""formgrader with the sum that pages, report and exports show.

nbgrader keeps what lateness costs beside the marks, and formgrader's lists leave it out. A mark that a person types
changes what lateness costs, and the feedback page. nbgrader has no setting for either: nbgrader_config.py calls
`prepare` while formgrader starts.
"""

import functools
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course, find_course
from autograder.nbgrader_bridge import names
from autograder.sums import after_penalty

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI as Api
else:  # nbgrader is imported where it runs already
    Api = object

HANDLERS = "nbgrader.server_extensions.formgrader.apihandlers"
PAGES = "nbgrader.server_extensions.formgrader.handlers"
BASE = "nbgrader.server_extensions.formgrader.base"


def prepare() -> None:
    """Let formgrader show text as text and one sum. Where it is not being started, nothing is done or imported."""
    names.show_as_text_in_formgrader()
    base, handlers = sys.modules.get(BASE), sys.modules.get(HANDLERS)
    if base is None or handlers is None or hasattr(base, "autograder_prepared"):
        return
    base.autograder_prepared = True  # type: ignore[attr-defined]
    base.NbGraderAPI = type("OneSum", (OneSum, base.NbGraderAPI), {})  # type: ignore[attr-defined]
    for handler, find in (("GradeHandler", "find_grade_by_id"), ("CommentHandler", "find_comment_by_id")):
        _settle_after_put(getattr(handlers, handler), find)
    from autograder.services import marking_desk, several_markers

    marking_desk.prepare(base, sys.modules[PAGES], handlers)
    several_markers.prepare(base, sys.modules[PAGES], handlers)


def with_their_students(assignment_id: str, notebooks: list[Any]) -> Iterator[Any]:
    """These notebooks, whose students are read in one query: each would ask for its own in two."""
    from nbgrader.api import Assignment, SubmittedAssignment
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload, object_session

    session = object_session(notebooks[0]) if notebooks else None
    if session is not None:
        query = select(SubmittedAssignment).join(Assignment).where(Assignment.name == assignment_id)
        known = session.scalars(query.options(joinedload(SubmittedAssignment.student))).unique().all()
        yield from notebooks
        del known  # until here the session knows them


class OneSum(Api):
    """A wrapper of nbgrader's API, in whose lists lateness is taken off."""

    def get_submission(self, assignment_id: str, *args: Any, **more: Any) -> Any:
        found = super().get_submission(assignment_id, *args, **more)
        return found and self._less([found], "student", assignment_id)[0]

    def get_submissions(self, assignment_id: str) -> Any:
        return self._less(super().get_submissions(assignment_id), "student", assignment_id)

    def get_notebook_submissions(self, assignment_id: str, notebook_id: str) -> Any:
        return self._less(super().get_notebook_submissions(assignment_id, notebook_id), "student", assignment_id)

    def _filter_existing_notebooks(self, assignment_id: str, notebooks: list[Any]) -> Any:
        return super()._filter_existing_notebooks(assignment_id, with_their_students(assignment_id, notebooks))

    def get_student_notebook_submissions(self, student_id: str, assignment_id: str) -> Any:
        found = super().get_student_notebook_submissions(student_id, assignment_id)
        return self._less(found, "student", assignment_id)

    def get_student(self, *args: Any, **more: Any) -> Any:
        found = super().get_student(*args, **more)
        return found and self._less([found], "id")[0]

    def get_students(self) -> Any:
        return self._less(super().get_students(), "id")

    def get_assignment(self, assignment_id: str, *args: Any, **more: Any) -> Any:
        found = super().get_assignment(assignment_id, *args, **more)
        return found and self._less_on_average([found], assignment_id)[0]

    def get_notebooks(self, assignment_id: str) -> Any:
        return self._less_on_average(super().get_notebooks(assignment_id), assignment_id)

    def autograde(self, assignment_id: str, student_id: str, *args: Any, **more: Any) -> Any:
        """nbgrader's steps go on where nothing could be filed, and it would call that a success."""
        from autograder.services.nbgrader_pipeline import nothing_filed

        nothing_filed.pop(student_id, None)
        done = super().autograde(assignment_id, student_id, *args, **more)
        reason = nothing_filed.pop(student_id, None)
        return done if reason is None else {**done, "success": False, "error": reason}

    def _penalties(self, assignment_id: str | None) -> dict[str, float]:
        """What lateness costs each student in one exercise, or in all."""
        from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import select

        query = (
            select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        )
        if assignment_id is not None:
            query = query.where(Assignment.name == assignment_id)
        found: dict[str, float] = defaultdict(float)
        with self.gradebook as gradebook:
            for student, penalty in gradebook.db.execute(query):
                found[student] += penalty or 0.0
        return found

    def _less(self, rows: Any, key: str, assignment_id: str | None = None) -> Any:
        from autograder.services.several_markers import name

        name(rows, key, Path(self.coursedir.root), assignment_id)
        penalties = self._penalties(assignment_id)
        for row in rows:
            row["score"] = after_penalty(row.get("score") or 0.0, penalties.get(row.get(key), 0.0))
        return rows

    def _less_on_average(self, rows: Any, assignment_id: str) -> Any:
        penalties = self._penalties(assignment_id)
        mean = sum(penalties.values()) / len(penalties) if penalties else 0.0
        for row in rows:
            row["average_score"] = after_penalty(row.get("average_score") or 0.0, mean)
        return rows


def _settle_after_put(handler: Any, find: str) -> None:
    """After a mark or a comment was typed: what lateness costs, the student's page, the history.

    A mark that cannot be one is refused, and nothing is changed.
    """
    from nbgrader.api import MissingEntry
    from tornado import web

    from autograder.services import marking_desk

    put = handler.put

    @functools.wraps(put)
    @web.authenticated
    def put_and_settle(self: Any, of_cell: str) -> None:
        try:
            typed = getattr(self.gradebook, find)(of_cell)
        except MissingEntry:
            raise web.HTTPError(404) from None
        exercise_id, student, cell = typed.assignment.name, typed.student.id, typed.cell
        why_not = marking_desk.refusal(cell, self.get_json_body()) if find == "find_grade_by_id" else ""
        if why_not:
            self.gradebook.db.rollback()
            self.set_status(400)
            self.finish({"message": why_not})
            return
        name = cell.name
        put(self, of_cell)
        self.gradebook.db.rollback()  # ends the read transaction
        try:
            course = find_course(Path(self.coursedir.root), given=True)
            because = marking_desk.because(self, course, exercise_id, name)
            _settle(course, self.db_url, exercise_id, student, because)
        except Exception as error:  # the mark is kept; the next command of ours makes the rest
            self.log.error("%s of %s: the page is older than the mark: %s", student, exercise_id, error)

    handler.put = put_and_settle


def _settle(course: Course, db_url: str, exercise_id: str, student: str, because: Any) -> None:
    from autograder.classroom.settle import settler

    with settler(course, exercise_id, db_url) as ours:
        ours.settle([student], because=because)
