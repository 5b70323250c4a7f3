"""The marking desk in formgrader: beside an answer in words its model answer, its rubric and earlier comments.

`templates/desk.js` puts them into nbgrader's page of a submission; what it shows comes from `Desk`. A mark made of
rubric items is an ordinary mark by hand in the gradebook; which items made it is in the history. The comment bank is
what markers have written to students under the same question: it grows by use and is kept nowhere else.
"""

import getpass
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from nbconvert.filters import markdown2html
from nbgrader.api import BaseCell, Comment, GradeCell, Notebook
from sqlalchemy import select
from tornado import web

from autograder import nbgrader_bridge
from autograder.classroom.history import Because, Cause, History
from autograder.course.course import Course, find_course
from autograder.course.exercise import Exercise
from autograder.course.marking_guide import Guide
from autograder.course.release import guides
from autograder.errors import AutograderError

TEMPLATES = Path(__file__).parent.parent / "templates"
MOST_COMMENTS = 9  # each has a key of its own


def prepare(base: Any, handlers: Any, apihandlers: Any) -> None:
    """Put the desk into formgrader while it starts."""
    exporter = base.BaseHandler.exporter
    handlers.SubmissionHandler.exporter = property(lambda self: _WithDesk(self, exporter.fget(self)))

    class DeskHandler(base.BaseApiHandler):
        """What the desk shows of one submission, as it is now."""

        @web.authenticated
        def get(self, submission_id: str) -> None:
            self.write(json.dumps(of_submission(self, submission_id)))

    apihandlers.default_handlers.append((r"/formgrader/api/desk/([^/]+)", DeskHandler))


class _WithDesk:
    """nbgrader's exporter of the page of a submission, with the desk at the end of the page."""

    def __init__(self, handler: Any, exporter: Any):
        self._handler, self._exporter = handler, exporter

    def from_filename(self, filename: str, resources: Any) -> tuple[str, Any]:
        submission_id = resources["submission_id"]
        page, more = self._exporter.from_filename(filename, resources=resources)
        body, end, rest = page.rpartition("</body>")  # nbconvert's own template closes one as well
        return f"{body}{_parts(of_submission(self._handler, submission_id))}{end}{rest}", more


def _parts(data: dict[str, Any]) -> str:
    css, script = ((TEMPLATES / f"desk.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    text = json.dumps(data).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return (
        f'<style>{css}</style><script type="application/json" id="desk-data">{text}</script><script>{script}</script>'
    )


def of_submission(handler: Any, submission_id: str) -> dict[str, Any]:
    """Everything that the desk shows; where the exercise cannot be read, why."""
    submission = handler.gradebook.find_submission_notebook_by_id(submission_id)
    exercise_id, student = submission.assignment.assignment.name, submission.student.id
    try:
        course = find_course(Path(handler.coursedir.root), given=True)
        return Desk(course, course.exercise(exercise_id), handler.gradebook).of(student)
    except AutograderError as error:
        return {"questions": [], "problem": str(error), "sum": None}


class Desk:
    """What markers of one exercise see."""

    def __init__(self, course: Course, exercise: Exercise, gradebook: Any):
        self._course, self._exercise, self._gradebook = course, exercise, gradebook

    def of(self, student: str) -> dict[str, Any]:
        """The questions with model answer, rubric, what is ticked and comments to choose from; the sum."""
        log = History(self._course, self._exercise.id).read(student)
        marked_by = guides(self._exercise, self._exercise.language or self._course.language)
        questions = [
            {
                "name": question.name,
                "points": question.points,
                "answer": markdown2html(marked_by[question.name].answer),
                "items": [vars(item) for item in marked_by[question.name].items],
                "ticked": list(log.ticked(question.name)),
                "comments": self._comments(question.name),
            }
            for question in self._exercise.questions
        ]
        return {"questions": questions, "problem": "", "sum": self._sum(student)}

    def _sum(self, student: str) -> dict[str, float] | None:
        found = nbgrader_bridge.marks(self._gradebook, self._exercise.id, students=[student])
        return {"score": found[0].score, "max_score": found[0].max_score} if found else None

    def _comments(self, question: str) -> list[str]:
        """Paragraphs of comments under this question, those that were used most often first."""
        query = (
            select(Comment.manual_comment)
            .join(BaseCell, BaseCell.id == Comment.cell_id)
            .join(Notebook, Notebook.id == BaseCell.notebook_id)
            .where(Notebook.name == self._exercise.id, BaseCell.name == question, Comment.manual_comment.is_not(None))
        )
        said = [text for text in self._gradebook.db.scalars(query) if text]
        self._gradebook.db.rollback()  # ends the read transaction
        used = Counter(part for text in said for part in paragraphs(text))
        return sorted(used, key=lambda part: (-used[part], part))[:MOST_COMMENTS]


def paragraphs(comment: str) -> list[str]:
    """The paragraphs of a text, each once."""
    return list(dict.fromkeys(part.strip() for part in comment.split("\n\n") if part.strip()))


def refusal(cell: GradeCell, data: Any) -> str:
    """Why a mark that was sent cannot be one; "" for one that can."""
    data = data if isinstance(data, dict) else {}
    for key, most in (("manual_score", cell.max_score), ("extra_credit", math.inf)):
        value, what = data.get(key), "mark" if key == "manual_score" else "extra credit"
        try:
            points = 0.0 if value is None else float(value)
        except (TypeError, ValueError):
            points = math.nan
        if not math.isfinite(points) or points < 0:
            return f"{cell.name}: {value!r} is no {what}. Nothing was changed; send a number from 0 on"
        if points > most:
            step = "Nothing was changed; what goes beyond is extra credit"
            return f"{cell.name}: {points:g} is more than the {most:g} points there are. {step}"
    return ""


def because(handler: Any, course: Course, exercise_id: str, name: str) -> Because:
    """Who marks, and which rubric items made the mark, where it is their sum."""
    data = handler.get_json_body()
    ticked = data.get("rubric") if isinstance(data, dict) else None
    exercise = course.exercise(exercise_id)
    points = next((question.points for question in exercise.questions if question.name == name), None)
    if points is None or not isinstance(ticked, list) or not all(isinstance(key, str) for key in ticked):
        return Because(Cause.HAND, by=who(handler))
    try:
        worth = guides(exercise).get(name, Guide("", ())).points(ticked, points)
    except AutograderError:  # the page says what is wrong with the rubric
        worth = None
    given = data.get("manual_score")
    made = worth == (0.0 if given is None else float(given))
    return Because(Cause.HAND, by=who(handler), ticked={name: tuple(sorted(set(ticked)))} if made else {})


def who(handler: Any) -> str:
    """The marker's name: on a hub the account there, on one's own machine the account of the system."""
    user = handler.current_user
    name = user.get("name") if isinstance(user, dict) else getattr(user, "username", None)
    anonymous = str(getattr(user, "name", "")).startswith("Anonymous ")  # what Jupyter calls who has no account
    if isinstance(name, str) and name and not anonymous:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return ""
