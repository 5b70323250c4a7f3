"""`nbgrader generate_feedback`: our feedback page, and on it what a person gave and wrote in formgrader."""

from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from autograder.course.exercise import find_course, task_of
from autograder.errors import CourseError
from autograder.marking import feedback
from autograder.nbgrader_bridge.database import open_gradebook
from autograder.records import Records
from autograder.words import points

BEFORE = "<footer>"  # of the feedback page


class OurFeedback(HTMLExporter):
    """In place of nbgrader's HTML of the notebook, which prints every check and its traceback."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        converter: Any = self.parent
        about = resources["nbgrader"]
        course = find_course(Path(converter.coursedir.root), given=True)
        exercise = course.exercise(about["assignment"])
        records = Records(course, exercise.id)
        record = records.read(about["student"])
        if record is None:
            step = f"Run `autograder grade {exercise.id} --student {about['student']}`"
            raise CourseError(f"{records.path(about['student'])}: no record of this submission. {step}")
        with open_gradebook(about["db_url"], converter.coursedir.course_id) as gradebook:
            words = by_hand(gradebook, exercise.id, about["student"])
        page = feedback.page(exercise, record).replace(BEFORE, words + BEFORE, 1)
        return page, {**resources, "output_extension": ".html"}


def by_hand(gradebook: Gradebook, exercise_id: str, student: str) -> str:
    """The section with a person's marks and comments, as HTML; nothing where nobody has marked yet."""
    try:
        notebook = gradebook.find_submission_notebook(exercise_id, exercise_id, student)
    except MissingEntry:
        return ""
    said: dict[str, list[str]] = {}
    for grade in notebook.grades:
        if grade.manual_score is not None or grade.extra_credit:
            words = f"{points(grade.score)} of {points(grade.max_score)}"
            said.setdefault(task_of(grade.name), []).append(words)
    for comment in notebook.comments:
        if comment.manual_comment:
            said.setdefault(comment.name, []).append(escape(comment.manual_comment))
    lines = [f"<li><code>{escape(name)}</code>: {'. '.join(words)}</li>" for name, words in sorted(said.items())]
    if not lines:
        return ""
    penalty = notebook.late_submission_penalty or 0.0
    total = f"{points(max(0.0, notebook.score - penalty))} of {points(notebook.max_score)} points"
    late = f", {points(penalty)} taken off for late work" if penalty else ""
    return (
        '<section class="notes"><h2>Marked by your teacher</h2>'
        f"<ul>{''.join(lines)}</ul><p>In all {total}{late}.</p></section>\n"
    )
