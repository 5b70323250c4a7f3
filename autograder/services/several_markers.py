"""Several people at one pile in formgrader: names of the roster or none, piles, and no mark that is lost in silence.

A browser that types a mark has seen another one before. Where the gradebook holds a third by then, somebody else was
quicker: nothing is changed, and the page says who gave what. What could not be saved is said on the page, too.
"""

from __future__ import annotations

import functools
import json
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, MissingEntry
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from tornado import web

from autograder.classroom import piles
from autograder.classroom.piles import BY_QUESTION, BY_STUDENT, Piles
from autograder.collecting.people import Person, shown_names
from autograder.collecting.roster import read_roster, roster_path
from autograder.course.exercise import Course, find_course
from autograder.errors import AutograderError, CourseError
from autograder.words import points

TEMPLATES = Path(__file__).parent.parent / "templates"
LIST = "gradebook_notebook_submissions.tpl"
COOKIE = "autograder-pile-"
MOST_SEEN = 50_000  # marks that browsers have seen; the oldest are forgotten, and a browser is then asked to reload
HIDDEN = "hidden"

SCORE = ("manual_score", "extra_credit")
SAID = ("manual_comment",)


def prepare(base: Any, pages: Any, api: Any) -> None:
    """Put all of it into formgrader while it starts."""
    checked = _checks(base)
    _filter_lists(pages, api, checked)
    _page_of_a_submission(base, pages)
    for one, many, kind, fields, key in (
        (api.GradeHandler, api.GradeCollectionHandler, Grade, SCORE, "grades"),
        (api.CommentHandler, api.CommentCollectionHandler, Comment, SAID, "comments"),
    ):
        _remember_what_was_shown(many, fields, key, checked)
        _refuse_what_somebody_else_has_changed(one, kind, fields)


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


def name(rows: Iterable[Any], key: str, root: Path) -> None:
    """Put the roster's names in where the gradebook has none."""
    people = people_of(root)
    for row in rows:
        if row.get("last_name") is None and row.get("first_name") is None:
            person = people.get(row.get(key) or "")
            last, first = shown_names(person, people.values()) if person else (None, None)
            row["last_name"], row["first_name"] = last, first


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
        for number, row in enumerate(found):
            row["index"] = number  # as the arrows go from one to the next
            if marker.piles.anonymous:
                row.update(student=HIDDEN, last_name=None, first_name=None)
        self.write(json.dumps(found))

    @checked
    def page(self: Any, assignment_id: str, notebook_id: str) -> None:
        chosen = self.get_argument("pile", "")
        if chosen.isascii() and chosen.isdigit():
            self.set_cookie(COOKIE + assignment_id, chosen, path=f"{self.base_url}/", samesite="Lax")
            return self.redirect(self.request.path)
        html = self.render(LIST, assignment_id=assignment_id, notebook_id=notebook_id, base_url=self.base_url)
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


def _ids(marker: Marker, handler: Any, assignment_id: str, notebook_id: str) -> set[str]:
    notebooks = handler.gradebook.notebook_submissions(notebook_id, assignment_id)
    return {notebook.id for notebook in notebooks if marker.mine(notebook.student.id)}


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
        look = "" if marker.piles.anonymous else f"To run it in a box: autograder open {exercise_id} {student}"
        return _with_parts(page, "markers", {**marker.about(), "open": look}), more


def _with_parts(page: str, script: str, data: dict[str, Any]) -> str:
    css, code = (TEMPLATES / name for name in ("markers.css", f"{script}.js"))
    text = json.dumps(data).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    parts = f"<style>{css.read_text(encoding='utf-8')}</style>"
    parts += f'<script type="application/json" id="markers-data">{text}</script>'
    parts += f"<script>{code.read_text(encoding='utf-8')}</script>"
    body, end, rest = page.rpartition("</body>")
    return f"{body}{parts}{end}{rest}" if end else page + parts


# --- two at one answer --------------------------------------------------------------------------------------------

_seen: OrderedDict[tuple[str, str], tuple[Any, ...]] = OrderedDict()  # (browser, row) -> what it was shown


def _browser(handler: Any) -> str:
    return handler.get_cookie("_xsrf") or handler.request.remote_ip


def _show(handler: Any, row: str, values: tuple[Any, ...]) -> None:
    _seen[_browser(handler), row] = values
    _seen.move_to_end((_browser(handler), row))
    while len(_seen) > MOST_SEEN:
        _seen.popitem(last=False)


def _values(row: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, field) or None for field in fields) if fields == SAID else _numbers(row, fields)


def _numbers(row: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    first, *others = (getattr(row, field) for field in fields)
    return first, *(value or 0.0 for value in others)


def _remember_what_was_shown(handler: Any, fields: tuple[str, ...], key: str, checked: Any) -> None:
    @checked
    def get(self: Any) -> None:
        self.gradebook.db.rollback()  # what others have changed since is read anew
        try:
            notebook = self.gradebook.find_submission_notebook_by_id(self.get_argument("submission_id"))
        except MissingEntry:
            raise web.HTTPError(404) from None
        rows = getattr(notebook, key)
        for row in rows:
            _show(self, row.id, _values(row, fields))
        found = [row.to_dict() for row in rows]
        if Marker(self, notebook.assignment.assignment.name).piles.anonymous:
            found = [{**row, "student": HIDDEN} for row in found]
        self.gradebook.db.rollback()  # a server would keep the read transaction open
        self.write(json.dumps(found))

    handler.get = get


def _refuse_what_somebody_else_has_changed(handler: Any, kind: Any, fields: tuple[str, ...]) -> None:
    put = handler.put

    @functools.wraps(put)
    def put_if_unchanged(self: Any, row_id: str) -> None:
        db = self.gradebook.db
        db.rollback()
        try:
            row = db.scalars(select(kind).where(kind.id == row_id).with_for_update()).one_or_none()
            if row is not None and (why := _why_not(self, row, fields)):
                db.rollback()
                self.set_status(409)
                self.finish({"message": why})
                return
            put(self, row_id)
            db.rollback()
            if row is not None and self.get_status() < 400:
                _show(self, row_id, _values(row, fields))
        except SQLAlchemyError as error:
            self.log.error("not saved: %s", error)
            self.set_status(503)
            self.finish({"message": "Not saved: the gradebook does not answer, or another program is writing to it."})
        finally:
            db.rollback()  # or every later mark would fail with this one

    handler.put = web.authenticated(put_if_unchanged)


def _why_not(handler: Any, row: Any, fields: tuple[str, ...]) -> str:
    """Why nothing may be changed; "" where nobody else has changed it since this browser was shown it."""
    now, seen = _values(row, fields), _seen.get((_browser(handler), row.id))
    untouched = (None, 0.0) if fields == SCORE else (None,)
    data = handler.get_json_body()
    if now == (untouched if seen is None else seen) or _wanted(data, fields) == now:
        return ""
    if fields == SAID:
        said = f"wrote “{now[0]}”" if now[0] else "took the comment away"
    else:
        given = "took the mark away" if now[0] is None else f"gave {points(now[0])}"
        said = given + (f" and {points(now[1])} extra" if now[1] else "")
    return f"Not saved: somebody else {said} here since you opened this page. Reload it, then decide."


def _wanted(data: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    data = data if isinstance(data, dict) else {}
    if fields == SAID:
        return (data.get(SAID[0]) or None,)
    try:
        mark, extra = (None if data.get(field) is None else float(data[field]) for field in fields)
    except (TypeError, ValueError):
        return ()  # refused further on
    return mark, extra or 0.0
