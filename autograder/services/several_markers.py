"""Several people at one pile in formgrader: piles, and names of the roster or none."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Grade, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select
from tornado import web

from autograder.classroom import piles
from autograder.classroom.piles import BY_QUESTION, BY_STUDENT, Piles
from autograder.collecting.people import Person, shown_names
from autograder.collecting.roster import read_roster, roster_path
from autograder.course.course import Course, find_course
from autograder.errors import AutograderError, CourseError
from autograder.services import two_at_one
from autograder.services.two_at_one import as_it_is_now

TEMPLATES = Path(__file__).parent.parent / "templates"
LIST = "gradebook_notebook_submissions.tpl"
COOKIE = "autograder-pile-"
HIDDEN = "hidden"


def prepare(base: Any, pages: Any, api: Any) -> None:
    """Put all of it into formgrader while it starts."""
    checked = _checks(base)
    _filter_lists(pages, api, checked)
    _page_of_a_submission(base, pages)
    for each in (pages.ManageStudentsHandler, pages.ManageSubmissionsHandler):
        each.render = _with_lists(each.render)
    two_at_one.prepare(api, checked, _rows_for)


def _rows_for(handler: Any, notebook: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks or comments of a submitted notebook, without the student's id where nobody wants it."""
    if not Marker(handler, notebook.assignment.assignment.name).piles.anonymous:
        return rows
    return [{**row, "student": HIDDEN} for row in rows]


def _checks(base: Any) -> Any:
    """What nbgrader asks before it answers."""

    def checked(method: Any) -> Any:
        return web.authenticated(base.check_xsrf(base.check_notebook_dir(method)))

    return checked


# --- names --------------------------------------------------------------------------------------------------------


def people_of(root: Path) -> dict[str, Person]:
    """The roster by id; nobody where it cannot be read, which other commands tell."""
    path = roster_path(root / "classroom")
    try:
        return {person.student: person for person in (read_roster(path) if path.exists() else [])}
    except CourseError:
        return {}


def name(rows: Iterable[Any], key: str, root: Path, exercise_id: str | None = None) -> None:
    """Put the roster's names in where the gradebook has none. An exercise that is marked without names shows none."""
    if exercise_id is not None and _without_names(root, exercise_id):
        for row in rows:
            row["last_name"] = row["first_name"] = None
        return
    people = people_of(root)
    for row in rows:
        if row.get("last_name") is None and row.get("first_name") is None:
            person = people.get(row.get(key) or "")
            last, first = shown_names(person, people.values()) if person else (None, None)
            row["last_name"], row["first_name"] = last, first


def _without_names(root: Path, exercise_id: str) -> bool:
    try:
        return piles.read(find_course(root, given=True), exercise_id).anonymous
    except AutograderError:  # no course of ours, or a split that cannot be read, which hides names everywhere
        return (root / "classroom/piles" / f"{exercise_id}.json").exists()


# --- lists and piles ----------------------------------------------------------------------------------------------


class Marker:
    """One browser at the pile of one exercise."""

    def __init__(self, handler: Any, exercise_id: str):
        self._handler, self._exercise_id = handler, exercise_id
        try:
            self._course: Course | None = find_course(Path(handler.coursedir.root), given=True)
            self.exercise = self._course.exercise(exercise_id)
        except AutograderError:  # an assignment that is no exercise of ours
            self._course = None

    @functools.cached_property
    def piles(self) -> Piles:
        """How the pile is split; where that cannot be read, in one, with names hidden if in doubt."""
        if self._course is None:
            return Piles()
        students = [row.student_id for row in self._handler.gradebook.assignment_submissions(self._exercise_id)]
        try:
            return piles.current(self._course, self.exercise, students)
        except CourseError as error:
            self._handler.log.error("%s", error)
            return Piles(anonymous=True)

    @property
    def pile(self) -> int:
        """The pile that this browser has chosen; 0 for all."""
        chosen = self._handler.get_cookie(COOKIE + self._exercise_id) or ""
        return int(chosen) if chosen.isascii() and chosen.isdigit() and int(chosen) <= self.piles.of else 0

    def mine(self, student: str) -> bool:
        """Whether a student's submission is in this browser's pile."""
        return self.piles.by == BY_QUESTION or self.piles.of < 2 or self.piles.holds(self.pile, student)

    def questions(self) -> list[str] | None:
        """What this browser's marker marks; None for all."""
        if self.piles.by == BY_STUDENT or not self.pile:
            return None
        return [key for key, number in self.piles.shares.items() if number == self.pile]

    def about(self) -> dict[str, Any]:
        """What the scripts of a page need to know."""
        split = {"of": self.piles.of, "by": self.piles.by, "pile": self.pile, "questions": self.questions()}
        return {**split, "anonymous": self.piles.anonymous, "exercise": self._exercise_id}


def _filter_lists(pages: Any, api: Any, checked: Any) -> None:
    @checked
    def rows(self: Any, assignment_id: str, notebook_id: str) -> None:
        marker = Marker(self, assignment_id)
        found = [
            row for row in self.api.get_notebook_submissions(assignment_id, notebook_id) if marker.mine(row["student"])
        ]
        waiting = _waiting(self.gradebook, assignment_id, marker.questions())
        for number, row in enumerate(found):
            row["index"] = number  # as the arrows go from one to the next
            if waiting is not None:
                row["needs_manual_grade"] = row["id"] in waiting
            if marker.piles.anonymous:
                row.update(student=HIDDEN, last_name=None, first_name=None)
        as_it_is_now(self)
        self.write(json.dumps(found))

    @checked
    def page(self: Any, assignment_id: str, notebook_id: str) -> None:
        chosen = self.get_argument("pile", "")
        if chosen.isascii() and chosen.isdigit():
            self.set_cookie(COOKIE + assignment_id, chosen, path=f"{self.base_url}/", samesite="Lax")
            return self.redirect(self.request.path)
        html = self.render(LIST, assignment_id=assignment_id, notebook_id=notebook_id, base_url=self.base_url)
        as_it_is_now(self)
        self.write(_with_parts(html, "piles", Marker(self, assignment_id).about()))

    def of_pile(method: Any) -> Any:
        @functools.wraps(method)
        def ids(self: Any, assignment_id: str, notebook_id: str, *more: Any) -> list[str]:
            mine = _ids(Marker(self, assignment_id), self, assignment_id, notebook_id)
            kept = {submission.id for submission in more}  # the one that is open
            return [
                found for found in method(self, assignment_id, notebook_id, *more) if found in mine or found in kept
            ]

        return ids

    api.SubmittedNotebookCollectionHandler.get = rows
    pages.GradebookNotebookSubmissionsHandler.get = page
    arrows = pages.SubmissionNavigationHandler
    arrows._get_incorrect_submission_ids = of_pile(arrows._get_incorrect_submission_ids)
    arrows._get_submission_ids = _with_the_open_one(of_pile(arrows._get_submission_ids))


def _waiting(gradebook: Any, exercise_id: str, questions: list[str] | None) -> set[str] | None:
    """The submitted notebooks in which one of these questions waits for a mark; None where all questions count."""
    if questions is None:
        return None
    query = (
        select(Grade.notebook_id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .where(Notebook.name == exercise_id, BaseCell.name.in_(questions), Grade.needs_manual_grade)
    )
    found = set(gradebook.db.scalars(query))
    gradebook.db.rollback()  # ends the read transaction
    return found


def _ids(marker: Marker, handler: Any, assignment_id: str, notebook_id: str) -> set[str]:
    query = (  # by columns: each object of nbgrader would ask for its student by itself
        select(SubmittedNotebook.id, SubmittedAssignment.student_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Notebook.name == notebook_id, Assignment.name == assignment_id)
    )
    return {notebook for notebook, student in handler.gradebook.db.execute(query) if marker.mine(student)}


def _with_the_open_one(method: Any) -> Any:
    """nbgrader asks for the place of the open submission, which may be in another pile."""

    @functools.wraps(method)
    def ids(self: Any, assignment_id: str, notebook_id: str) -> list[str]:
        opened = self.path_kwargs.get("submission_id")
        return sorted({*method(self, assignment_id, notebook_id), *([opened] if opened else [])})

    return ids


# --- the page of a submission -------------------------------------------------------------------------------------


def _page_of_a_submission(base: Any, pages: Any) -> None:
    exporter = pages.SubmissionHandler.exporter
    pages.SubmissionHandler.exporter = property(lambda self: _WithNames(self, exporter.fget(self)))


def _with_lists(render: Any) -> Any:
    @functools.wraps(render)
    def rendered(self: Any, name: str, **more: Any) -> str:
        page = render(self, name, **more)
        return _before_the_end(page, f"<script>{(TEMPLATES / 'lists.js').read_text(encoding='utf-8')}</script>")

    return rendered


class _WithNames:
    """The exporter of the page of a submission, with the roster's names or none, and our script at its end."""

    def __init__(self, handler: Any, exporter: Any):
        self._handler, self._exporter = handler, exporter

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, Any]:
        exercise_id, notebook_id = resources["assignment_id"], resources["notebook_id"]
        marker, student = Marker(self._handler, exercise_id), resources["student"]
        mine = sorted(_ids(marker, self._handler, exercise_id, notebook_id))
        if resources["submission_id"] in mine:
            resources.update(index=mine.index(resources["submission_id"]), total=len(mine))
        if marker.piles.anonymous:
            resources.update(student=HIDDEN, last_name=None, first_name=None, notebook_path="")
        else:
            name([resources], "student", Path(self._handler.coursedir.root))
        page, more = self._exporter.from_filename(filename, resources=resources)
        as_it_is_now(self._handler)
        look = "" if marker.piles.anonymous else f"To run it in a box: autograder open {exercise_id} {student}"
        return _with_parts(page, "markers", {**marker.about(), "open": look}), more


def _with_parts(page: str, script: str, data: dict[str, Any]) -> str:
    css, saving, code = (TEMPLATES / name for name in ("markers.css", "saving.js", f"{script}.js"))
    text = json.dumps(data).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    parts = f"<style>{css.read_text(encoding='utf-8')}</style>"
    parts += f'<script type="application/json" id="markers-data">{text}</script>'
    parts += "".join(f"<script>{each.read_text(encoding='utf-8')}</script>" for each in (saving, code))
    return _before_the_end(page, parts)


def _before_the_end(page: str, parts: str) -> str:
    body, end, rest = page.rpartition("</body>")
    return f"{body}{parts}{end}{rest}" if end else page + parts
